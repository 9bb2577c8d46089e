using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.RDS;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

/// <summary>Alarms before the database reaches its limits.</summary>
internal sealed class DatabaseAlarms
{
    /// <summary>
    /// The connection limit of Aurora PostgreSQL: about 200 per ACU of the maximum capacity, and at most 2000 if the minimum is 0.5 ACU or
    /// less.
    /// </summary>
    private const double ConnectionsPerCapacity = 200,
        MaxConnections = 2000;

    public DatabaseAlarms(Construct scope, DatabaseCluster cluster, DatabaseSettings settings, Runbook runbook)
    {
        _ = new RunbookAlarm(
            scope,
            "CapacityAtMaximum",
            new RunbookAlarmProps
            {
                Runbook = runbook,
                Heading = "Database at maximum capacity",
                Meaning = $"The expenses database has reached its maximum of {settings.MaxCapacity} ACU. More load will slow it down",
                Metric = cluster.Metric("ACUUtilization", Every.Minute(Stats.AVERAGE)),
                Threshold = 95,
                DatapointsToAlarm = 10,
                EvaluationPeriods = 15,
            }
        );
        _ = new RunbookAlarm(
            scope,
            "Connections",
            new RunbookAlarmProps
            {
                Runbook = runbook,
                Heading = "Too many database connections",
                Meaning = "The expenses database uses more than 80 % of its possible connections",
                Metric = cluster.MetricDatabaseConnections(Every.Minute(Stats.MAXIMUM)),
                Threshold = Math.Min(settings.MaxCapacity * ConnectionsPerCapacity, MaxConnections) * 0.8,
                DatapointsToAlarm = 5,
                EvaluationPeriods = 10,
            }
        );
    }
}
