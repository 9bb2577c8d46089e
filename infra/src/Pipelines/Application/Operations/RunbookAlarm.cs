using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace Expenses.Application;

internal sealed class RunbookAlarmProps
{
    public required Runbook Runbook { get; init; }

    /// <summary>The heading in the runbook with what to do.</summary>
    public required string Heading { get; init; }

    /// <summary>What the alarm means, without a full stop at the end.</summary>
    public required string Meaning { get; init; }

    public required IMetric Metric { get; init; }

    /// <summary>The alarm goes off at or above this value.</summary>
    public required double Threshold { get; init; }

    /// <summary>How many of the evaluation periods must breach the threshold.</summary>
    public required int DatapointsToAlarm { get; init; }

    public required int EvaluationPeriods { get; init; }
}

/// <summary>An alarm whose description links to the runbook. Its name is fixed, such as Expenses-Prod-BackendApp-ServerErrors.</summary>
internal sealed class RunbookAlarm(Construct scope, string id, RunbookAlarmProps props)
    : Alarm(
        scope,
        id,
        new AlarmProps
        {
            AlarmName = NameOf(Stack.Of(scope).StackName, id),
            AlarmDescription = $"{props.Meaning}. What to do: {props.Runbook.Link(props.Heading)}",
            Metric = props.Metric,
            Threshold = props.Threshold,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            EvaluationPeriods = props.EvaluationPeriods,
            DatapointsToAlarm = props.DatapointsToAlarm,
            // No traffic, or a paused database.
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        }
    )
{
    public static string NameOf(string stackName, string id) => $"{stackName}-{id}";
}
