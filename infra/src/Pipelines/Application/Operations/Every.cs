using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;

namespace Expenses.Application;

/// <summary>The period of metrics, the same in alarms and on the dashboard.</summary>
internal static class Every
{
    public static MetricOptions Minute(string statistic) => new() { Statistic = statistic, Period = Duration.Minutes(1) };
}
