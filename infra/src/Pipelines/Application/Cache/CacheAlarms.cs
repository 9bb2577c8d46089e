using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace Expenses.Application;

/// <summary>Alarms before and when the cache evicts data.</summary>
internal sealed class CacheAlarms
{
    public CacheAlarms(Construct scope, RedisCache cache, Runbook runbook)
    {
        _ = new RunbookAlarm(
            scope,
            "Memory",
            new RunbookAlarmProps
            {
                Runbook = runbook,
                Heading = "Cache full or evicting",
                Meaning = "The Redis cache uses more than 80 % of its memory",
                Metric = cache.Metric("DatabaseMemoryUsagePercentage", Stats.MAXIMUM),
                Threshold = 80,
                DatapointsToAlarm = 10,
                EvaluationPeriods = 15,
            }
        );
        _ = new RunbookAlarm(
            scope,
            "Evictions",
            new RunbookAlarmProps
            {
                Runbook = runbook,
                Heading = "Cache full or evicting",
                Meaning = "The Redis cache evicts unexpired data to free memory",
                Metric = cache.Metric("Evictions", Stats.SUM),
                Threshold = 1,
                DatapointsToAlarm = 3,
                EvaluationPeriods = 5,
            }
        );
    }
}
