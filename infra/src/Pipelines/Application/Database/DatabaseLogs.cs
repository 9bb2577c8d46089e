using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.RDS;
using Constructs;

namespace Expenses.Application;

/// <summary>The log group of the database. RDS would create it without a retention.</summary>
internal sealed class DatabaseLogs : Construct
{
    /// <summary>The type of log to export.</summary>
    public const string ExportType = "postgresql";

    public DatabaseLogs(Construct scope, string id, DatabaseCluster cluster, int days)
        : base(scope, id)
    {
        var group = new LogGroup(
            this,
            "Group",
            new LogGroupProps
            {
                LogGroupName = $"/aws/rds/cluster/{cluster.ClusterIdentifier}/{ExportType}",
                Retention = Retention.Days(days),
                RemovalPolicy = RemovalPolicy.DESTROY,
            }
        );
        // Instances write the log, so the group must exist before them.
        foreach (var instance in cluster.Node.FindAll().OfType<CfnDBInstance>())
            instance.Node.AddDependency(group);
    }
}
