using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace Expenses.Application;

/// <summary>What visitors of the site notice.</summary>
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
                Means = "The expenses site answers with server errors",
                Metric = Errors(app),
                Threshold = 5,
                Bad = 2,
                Of = 3,
            }
        );
    }

    /// <summary>AWS's guide writes 5XXErrors, and those who draw the metric 5xxErrors: the sum has whichever there is.</summary>
    private static MathExpression Errors(Amazon.CDK.AWS.Amplify.Alpha.App app) =>
        new(
            new MathExpressionProps
            {
                Expression = "SUM([written, drawn])",
                UsingMetrics = new Dictionary<string, IMetric>
                {
                    ["written"] = Metric(app, "5XXErrors"),
                    ["drawn"] = Metric(app, "5xxErrors"),
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
