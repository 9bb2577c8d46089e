using System.Globalization;
using System.Text.Json.Nodes;

namespace Rehearsal.Aws.CloudWatch;

/// <summary>An alarm's definition, and how its state follows from what was measured.</summary>
internal sealed class Alarm
{
    private readonly string comparison;
    private readonly double threshold;
    private readonly int evaluationPeriods;
    private readonly int datapointsToAlarm;
    private readonly string missingData;
    private readonly TimeSpan period;
    private readonly string? expression;
    private readonly Dictionary<string, (Metric Metric, string Statistic)> metrics;

    /// <param name="properties">The alarm's properties, as in CloudFormation.</param>
    public Alarm(JsonObject properties)
    {
        comparison = $"{properties["ComparisonOperator"]}";
        threshold = Number(properties["Threshold"]);
        evaluationPeriods = (int)Number(properties["EvaluationPeriods"]);
        datapointsToAlarm = properties["DatapointsToAlarm"] is { } datapoints ? (int)Number(datapoints) : evaluationPeriods;
        missingData = properties["TreatMissingData"]?.ToString() ?? "missing";
        var queries = properties[nameof(Metrics)]?.AsArray() ?? [];
        expression = queries.Select(query => query!["Expression"]?.ToString()).FirstOrDefault(text => text is not null);
        metrics =
            queries.Count == 0
                ? new() { [""] = (Metric.Of(properties), $"{properties["Statistic"] ?? properties["ExtendedStatistic"]}") }
                : queries
                    .Where(query => query!["MetricStat"] is not null)
                    .ToDictionary(
                        query => $"{query!["Id"]}",
                        query => (Metric.Of(query!["MetricStat"]!["Metric"]!), $"{query["MetricStat"]!["Stat"]}")
                    );
        var seconds =
            properties["Period"] ?? queries.Select(query => query!["MetricStat"]?["Period"]).FirstOrDefault(length => length is not null);
        period = ShortTime.Minute * (Number(seconds ?? 60) / 60);
    }

    public IEnumerable<Metric> Metrics => metrics.Values.Select(entry => entry.Metric);

    /// <summary>How long a change takes at most until the alarm has seen it.</summary>
    public TimeSpan Evaluation => period * evaluationPeriods;

    /// <summary>Evaluates the periods that end at this time.</summary>
    /// <returns>OK, ALARM or INSUFFICIENT_DATA; null if the state stays.</returns>
    /// <exception cref="NotSupportedException">Its statistic or expression is not computed here.</exception>
    public string? StateAt(MetricStore store, DateTimeOffset end)
    {
        var values = Enumerable.Range(0, evaluationPeriods).Select(index => ValueOf(store, end - (period * index))).ToList();
        var missing = values.Count(value => value is null);
        var breaching = values.Count(value => value is { } number && Breaches(number)) + (missingData == "breaching" ? missing : 0);
        if (breaching >= datapointsToAlarm)
            return "ALARM";
        return missing < evaluationPeriods || missingData is "breaching" or "notBreaching" ? "OK"
            : missingData == "ignore" ? null
            : "INSUFFICIENT_DATA";
    }

    private double? ValueOf(MetricStore store, DateTimeOffset end)
    {
        return expression is null ? MetricValue(metrics.Keys.Single()) : MetricExpression.Evaluate(expression, MetricValue);

        double? MetricValue(string id) => store.Statistic(metrics[id].Metric, metrics[id].Statistic, end - period, end);
    }

    private bool Breaches(double value) =>
        comparison switch
        {
            "GreaterThanOrEqualToThreshold" => value >= threshold,
            "GreaterThanThreshold" => value > threshold,
            "LessThanThreshold" => value < threshold,
            "LessThanOrEqualToThreshold" => value <= threshold,
            _ => throw new NotSupportedException($"The rehearsal doesn't compare by {comparison}."),
        };

    private static double Number(JsonNode? value) => double.Parse($"{value}", CultureInfo.InvariantCulture);
}
