using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.RDS;
using Constructs;

namespace Expenses.Application;

/// <summary>The group that RDS writes the database's log to. RDS would make it by itself, and keep it for ever.</summary>
internal sealed class DatabaseLogs : Construct
{
    /// <summary>Of the logs that RDS can export.</summary>
    public const string Kind = "postgresql";

    public DatabaseLogs(Construct scope, string id, DatabaseCluster cluster, int days)
        : base(scope, id)
    {
        var group = new LogGroup(
            this,
            "Group",
            new LogGroupProps
            {
                LogGroupName = $"/aws/rds/cluster/{cluster.ClusterIdentifier}/{Kind}",
                Retention = Retention.Days(days),
                RemovalPolicy = RemovalPolicy.DESTROY,
            }
        );
        // Made before anybody writes: a cluster without an instance has nothing to log.
        foreach (var instance in cluster.Node.FindAll().OfType<CfnDBInstance>())
            instance.Node.AddDependency(group);
    }
}
