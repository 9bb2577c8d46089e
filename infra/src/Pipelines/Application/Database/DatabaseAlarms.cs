using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.RDS;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

/// <summary>What to hear of before the database can take no more.</summary>
internal sealed class DatabaseAlarms
{
    /// <summary>How many connections Aurora PostgreSQL takes: about 200 for each ACU that it may grow to, and at most 2000 where it may shrink to half an ACU or none.</summary>
    private const double ConnectionsPerCapacity = 200,
        MostConnections = 2000;

    public DatabaseAlarms(Construct scope, DatabaseCluster cluster, DatabaseSettings settings, Runbook runbook)
    {
        _ = new RunbookAlarm(
            scope,
            "CapacityAtMaximum",
            new RunbookAlarmProps
            {
                Runbook = runbook,
                Heading = "Database at maximum capacity",
                Means =
                    $"The expenses database has grown to the {settings.MaxCapacity} ACU that the settings allow, and gets slower from here on",
                Metric = cluster.Metric("ACUUtilization", Every.Minute(Stats.AVERAGE)),
                Threshold = 95,
                Bad = 10,
                Of = 15,
            }
        );
        _ = new RunbookAlarm(
            scope,
            "Connections",
            new RunbookAlarmProps
            {
                Runbook = runbook,
                Heading = "Too many database connections",
                Means = "The expenses database holds four fifths of the connections that it can take",
                Metric = cluster.MetricDatabaseConnections(Every.Minute(Stats.MAXIMUM)),
                Threshold = Math.Min(settings.MaxCapacity * ConnectionsPerCapacity, MostConnections) * 0.8,
                Bad = 5,
                Of = 10,
            }
        );
    }
}
