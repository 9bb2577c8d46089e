using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.RDS;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

public sealed class DatabaseStackProps : StackProps
{
    public required DatabaseSettings Settings { get; init; }

    public required IVpc Vpc { get; init; }
}

/// <summary>Aurora Serverless v2, PostgreSQL compatible, and the secret with its owner's credentials.</summary>
public sealed class DatabaseStack : Stack
{
    public DatabaseStack(Construct scope, string id, DatabaseStackProps props) : base(scope, id, props)
    {
        var settings = props.Settings;

        Cluster = new DatabaseCluster(this, "Cluster", new DatabaseClusterProps
        {
            Engine = DatabaseClusterEngine.AuroraPostgres(new AuroraPostgresClusterEngineProps { Version = AuroraPostgresEngineVersion.VER_17_6 }),
            Vpc = props.Vpc,
            VpcSubnets = new SubnetSelection { SubnetType = SubnetType.PRIVATE_ISOLATED },
            ServerlessV2MinCapacity = settings.MinCapacity,
            ServerlessV2MaxCapacity = settings.MaxCapacity,
            Writer = ClusterInstance.ServerlessV2("Writer"),
            // A reader that scales with the writer is large enough to take over from it.
            Readers = [.. Enumerable.Range(1, settings.Readers).Select(reader => ClusterInstance.ServerlessV2($"Reader{reader}", new ServerlessV2ClusterInstanceProps { ScaleWithWriter = true }))],
            Credentials = Credentials.FromGeneratedSecret("expenses_owner"),
            DefaultDatabaseName = "expenses",
            StorageEncrypted = true,
            Backup = new BackupProps { Retention = Duration.Days(settings.BackupDays) },
            CloudwatchLogsExports = ["postgresql"],
            DeletionProtection = settings.DeletionProtection,
            RemovalPolicy = settings.DeletionProtection ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
        });
    }

    public DatabaseCluster Cluster { get; }
}
