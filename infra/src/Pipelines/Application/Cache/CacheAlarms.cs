using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace Expenses.Application;

/// <summary>What to hear of before the cache forgets what it should remember.</summary>
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
                Means = "The Redis cache has filled four fifths of its memory",
                Metric = cache.Metric("DatabaseMemoryUsagePercentage", Stats.MAXIMUM),
                Threshold = 80,
                Bad = 10,
                Of = 15,
            }
        );
        _ = new RunbookAlarm(
            scope,
            "Evictions",
            new RunbookAlarmProps
            {
                Runbook = runbook,
                Heading = "Cache full or evicting",
                Means = "The Redis cache throws out what has not expired yet, to make room",
                Metric = cache.Metric("Evictions", Stats.SUM),
                Threshold = 1,
                Bad = 3,
                Of = 5,
            }
        );
    }
}
