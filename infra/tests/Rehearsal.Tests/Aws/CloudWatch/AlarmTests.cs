using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Rehearsal.Aws.CloudWatch;

namespace Rehearsal.Tests.Aws.CloudWatch;

/// <summary>The state of an alarm, from what was measured in its periods.</summary>
public sealed class AlarmTests
{
    private static readonly Metric Errors = Metric.Of("N", "Errors", ("B", "2"), ("A", "1"));

    private readonly FakeTimeProvider time = new();
    private readonly MetricStore store;

    public AlarmTests() => store = new(time);

    [Theory]
    [InlineData("5 5 0", "ALARM")]
    [InlineData("5 0 5", "ALARM")]
    [InlineData("0 5 5", "ALARM")]
    [InlineData("5 0 0", "OK")]
    [InlineData("4 4 4", "OK")]
    [InlineData("5 5 0 0", "OK")]
    [InlineData("5 - 5", "ALARM")]
    public void An_alarm_goes_off_if_enough_of_its_periods_breach_the_threshold(string errorsPerPeriod, string state)
    {
        Measure(errorsPerPeriod);
        Assert.Equal(state, StateOf(Definition()));
    }

    [Theory]
    [InlineData("notBreaching", "OK")]
    [InlineData("breaching", "ALARM")]
    [InlineData("missing", "INSUFFICIENT_DATA")]
    [InlineData("ignore", null)]
    public void Without_any_value_the_definition_decides(string missingData, string? state)
    {
        Measure("- - -");
        Assert.Equal(state, StateOf(Definition(missingData)));
    }

    [Fact]
    public void Other_dimensions_are_another_metric()
    {
        foreach (var _ in Enumerable.Range(0, 3))
        {
            store.Add(Metric.Of("N", "Errors", ("A", "1")), 5);
            time.Advance(ShortTime.Minute);
        }
        Assert.Equal("OK", StateOf(Definition()));
    }

    [Fact]
    public void A_percentile_ignores_a_few_slow_requests()
    {
        foreach (var value in Enumerable.Repeat(1.0, 95).Concat(Enumerable.Repeat(100.0, 5)))
            store.Add(Errors, value);
        Assert.Equal(1, Statistic("p95"));
        Assert.Equal(100, Statistic("p96"));

        double? Statistic(string name) => store.Statistic(Errors, name, time.GetUtcNow(), time.GetUtcNow() + ShortTime.Minute);
    }

    [Theory]
    [InlineData("FILL(api, 0) + FILL(none, 7)", 9.0)]
    [InlineData("SUM([api, none])", 2.0)]
    [InlineData("SUM([none, none])", null)]
    [InlineData("api + none", null)]
    [InlineData("100 * (api - 1) / all", 12.5)]
    public void An_expression_is_computed_for_each_period(string expression, double? value) =>
        Assert.Equal(value, MetricExpression.Evaluate(expression, Values));

    [Theory]
    [InlineData("ANOMALY_DETECTION_BAND(api, 2)")]
    [InlineData("api > 1")]
    [InlineData("SUM([api, all)")]
    [InlineData("api +")]
    public void An_expression_beyond_that_is_refused_by_name(string expression) =>
        Assert.Contains(
            expression,
            Assert.Throws<NotSupportedException>(() => MetricExpression.Evaluate(expression, Values)).Message,
            StringComparison.Ordinal
        );

    private static double? Values(string id) =>
        id switch
        {
            "api" => 2,
            "all" => 8,
            _ => null,
        };

    /// <summary>Measures errors in one period after the other. A dash is a period without a value.</summary>
    private void Measure(string errorsPerPeriod)
    {
        foreach (var errors in errorsPerPeriod.Split(' '))
        {
            if (errors != "-")
                store.Add(Errors, int.Parse(errors, System.Globalization.CultureInfo.InvariantCulture));
            time.Advance(ShortTime.Minute);
        }
    }

    private string? StateOf(JsonObject definition) => new Alarm(definition).StateAt(store, time.GetUtcNow());

    private static JsonObject Definition(string missingData = "notBreaching") =>
        JsonNode
            .Parse(
                $$"""
                {
                  "Namespace": "N", "MetricName": "Errors", "Statistic": "Sum", "Period": 60,
                  "Dimensions": [{ "Name": "A", "Value": "1" }, { "Name": "B", "Value": "2" }],
                  "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 5,
                  "EvaluationPeriods": 3, "DatapointsToAlarm": 2, "TreatMissingData": "{{missingData}}"
                }
                """
            )!
            .AsObject();
}
