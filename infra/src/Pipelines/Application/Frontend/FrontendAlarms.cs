using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace Expenses.Application;

/// <summary>Alarms on errors of the site.</summary>
internal static class FrontendAlarms
{
    public static void Watch(Construct scope, Amazon.CDK.AWS.Amplify.Alpha.App app, Runbook runbook)
    {
        _ = new RunbookAlarm(
            scope,
            "ServerErrors",
            new RunbookAlarmProps
            {
                Runbook = runbook,
                Heading = "Site server errors",
                Meaning = "The expenses site returns server errors",
                Metric = Errors(app),
                Threshold = 5,
                DatapointsToAlarm = 2,
                EvaluationPeriods = 3,
            }
        );
    }

    /// <summary>Sums both spellings of the metric: AWS documents 5XXErrors, but others report 5xxErrors.</summary>
    private static MathExpression Errors(Amazon.CDK.AWS.Amplify.Alpha.App app) =>
        new(
            new MathExpressionProps
            {
                Expression = "SUM([documented, reported])",
                UsingMetrics = new Dictionary<string, IMetric>
                {
                    ["documented"] = Metric(app, "5XXErrors"),
                    ["reported"] = Metric(app, "5xxErrors"),
                },
                Period = Amazon.CDK.Duration.Minutes(1),
                Label = "Server errors per minute",
            }
        );

    private static Metric Metric(Amazon.CDK.AWS.Amplify.Alpha.App app, string name) =>
        new(
            new MetricProps
            {
                Namespace = "AWS/AmplifyHosting",
                MetricName = name,
                DimensionsMap = new Dictionary<string, string> { ["App"] = app.AppId },
                Statistic = Stats.SUM,
                Period = Amazon.CDK.Duration.Minutes(1),
            }
        );
}
