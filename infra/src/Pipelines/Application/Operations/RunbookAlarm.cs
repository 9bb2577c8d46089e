using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace Expenses.Application;

internal sealed class RunbookAlarmProps
{
    public required Runbook Runbook { get; init; }

    /// <summary>The runbook's heading that says what to do.</summary>
    public required string Heading { get; init; }

    /// <summary>What it means when the alarm rings, a sentence without its full stop.</summary>
    public required string Means { get; init; }

    public required IMetric Metric { get; init; }

    /// <summary>Rings from here on, in the metric's unit.</summary>
    public required double Threshold { get; init; }

    /// <summary>How many periods of the metric have to be bad ...</summary>
    public required int Bad { get; init; }

    /// <summary>... among the last so many: one burst is no alarm.</summary>
    public required int Of { get; init; }
}

/// <summary>An alarm that says what it means and leads to what to do. Its name is settled: Expenses-Prod-BackendApp-ServerErrors.</summary>
internal sealed class RunbookAlarm(Construct scope, string id, RunbookAlarmProps props)
    : Alarm(
        scope,
        id,
        new AlarmProps
        {
            AlarmName = NameOf(Stack.Of(scope).StackName, id),
            AlarmDescription = $"{props.Means}. What to do: {props.Runbook.Link(props.Heading)}",
            Metric = props.Metric,
            Threshold = props.Threshold,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            EvaluationPeriods = props.Of,
            DatapointsToAlarm = props.Bad,
            // Nothing is asked of it, or it sleeps.
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        }
    )
{
    public static string NameOf(string stackName, string id) => $"{stackName}-{id}";
}
