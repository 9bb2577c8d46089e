using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.RDS;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

public sealed class DatabaseStackProps : StackProps
{
    public required DatabaseSettings Settings { get; init; }

    public required IVpc Vpc { get; init; }

    /// <summary>The repository of the image that migrates.</summary>
    public required string RepositoryName { get; init; }

    public required string ImageTag { get; init; }

    /// <summary>Another account that runs the migrations; unset where the stage's own does.</summary>
    public string? TrustedAccount { get; init; }

    /// <summary>Whether the database resists its deletion and leaves a snapshot.</summary>
    public required bool Protect { get; init; }

    public required Runbook Runbook { get; init; }
}

/// <summary>Aurora Serverless v2, PostgreSQL compatible, the credentials of its two users (the owner, who migrates, and the app's), and the task that changes its schema.</summary>
public sealed class DatabaseStack : Stack
{
    /// <summary>Not PostgreSQL's own: what scans for that finds nothing.</summary>
    private const int Port = 5433;

    public DatabaseStack(Construct scope, string id, DatabaseStackProps props)
        : base(scope, id, props)
    {
        var settings = props.Settings;

        Cluster = new DatabaseCluster(
            this,
            "Cluster",
            new DatabaseClusterProps
            {
                Engine = DatabaseClusterEngine.AuroraPostgres(
                    new AuroraPostgresClusterEngineProps
                    {
                        Version = AuroraPostgresEngineVersion.Of(settings.EngineVersion, settings.EngineVersion.Split('.')[0]),
                    }
                ),
                Vpc = props.Vpc,
                VpcSubnets = new SubnetSelection { SubnetType = SubnetType.PRIVATE_ISOLATED },
                Port = Port,
                // CDK's own would let the database speak to the whole world.
                SecurityGroups =
                [
                    new SecurityGroup(
                        this,
                        "DatabaseSecurityGroup",
                        new SecurityGroupProps
                        {
                            Vpc = props.Vpc,
                            AllowAllOutbound = false,
                            Description = "The expenses database",
                        }
                    ),
                ],
                ServerlessV2MinCapacity = settings.MinCapacity,
                ServerlessV2MaxCapacity = settings.MaxCapacity,
                Writer = ClusterInstance.ServerlessV2("Writer", new ServerlessV2ClusterInstanceProps { AutoMinorVersionUpgrade = true }),
                // A reader that scales with the writer is large enough to take over from it.
                Readers =
                [
                    .. Enumerable
                        .Range(1, settings.Readers)
                        .Select(reader =>
                            ClusterInstance.ServerlessV2(
                                $"Reader{reader}",
                                new ServerlessV2ClusterInstanceProps { ScaleWithWriter = true, AutoMinorVersionUpgrade = true }
                            )
                        ),
                ],
                Credentials = Credentials.FromGeneratedSecret("expenses_owner"),
                DefaultDatabaseName = "expenses",
                IamAuthentication = true,
                Parameters = new Dictionary<string, string> { ["rds.force_ssl"] = "1" },
                StorageEncrypted = true,
                // From the first day, in every environment: a cluster that gets a key later is replaced by an empty one.
                StorageEncryptionKey = new Key(
                    this,
                    "Key",
                    new KeyProps
                    {
                        Description = "Encrypts the expenses database",
                        EnableKeyRotation = true,
                        RemovalPolicy = props.Protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
                    }
                ),
                Backup = new BackupProps { Retention = Duration.Days(settings.BackupDays) },
                AutoMinorVersionUpgrade = true,
                CopyTagsToSnapshot = true,
                CloudwatchLogsExports = [DatabaseLogs.Kind],
                MonitoringInterval = Duration.Seconds(60),
                EnableClusterLevelEnhancedMonitoring = true,
                DeletionProtection = props.Protect,
                RemovalPolicy = props.Protect ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
            }
        );
        _ = new DatabaseLogs(this, "Logs", Cluster, settings.LogDays);

        var app = new DatabaseSecret(this, "AppSecret", new DatabaseSecretProps { Username = "expenses_app", Dbname = "expenses" });
        AppSecret = app.Attach(Cluster);
        foreach (var secret in new[] { (Construct)Cluster.Node.FindChild("Secret"), app })
        {
            secret.Acknowledge(
                "AwsSolutions-SMG4",
                "BackendAppStack rotates it, once the migration has made the users; the rule looks for a schedule in this stack alone."
            );
        }
        MigrationAccess = new(this);
        var migration = new Migration(this, "Migration", props);
        (MigrationTask, MigrationSubnets, MigrationSecurityGroup) = (migration.TaskDefinition, migration.Subnets, migration.SecurityGroup);
        if (props.TrustedAccount is { } account)
        {
            MigrationAccess.AcknowledgeOn(
                new StepRole(
                    this,
                    "MigrationStepRole",
                    MigrationAccess.StepRoleName,
                    "Migrates the expenses database",
                    account,
                    MigrationAccess.Allow()
                )
            );
            // By its name: whoever takes the role may refer to no resource here.
            MigrationRoleArn = MigrationAccess.StepRoleArn;
        }

        Cluster.Acknowledge(
            "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]",
            "AWS's own policy for just this: RDS writes the figures of the instances' system to one log group."
        );
        if (!props.Protect)
            Cluster.Acknowledge("AwsSolutions-RDS10", "This environment holds nothing that is missed, and has to go away clean.");

        _ = new DatabaseAlarms(this, Cluster, settings, props.Runbook);
    }

    public DatabaseCluster Cluster { get; }

    /// <summary>The credentials of the user that the API connects as; the migration makes that user.</summary>
    public ISecret AppSecret { get; }

    /// <summary>What it takes to run the migration.</summary>
    public MigrationAccess MigrationAccess { get; }

    /// <summary>The role that another account takes to run the migration; none where there is no such account.</summary>
    public string? MigrationRoleArn { get; }

    public CfnOutput MigrationTask { get; }

    public CfnOutput MigrationSubnets { get; }

    public CfnOutput MigrationSecurityGroup { get; }
}
