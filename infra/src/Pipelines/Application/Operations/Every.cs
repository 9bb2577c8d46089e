using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;

namespace Expenses.Application;

/// <summary>How often a metric is looked at: alarms and the dashboard see the same figures.</summary>
internal static class Every
{
    public static MetricOptions Minute(string statistic) => new() { Statistic = statistic, Period = Duration.Minutes(1) };
}
