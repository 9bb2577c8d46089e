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

    /// <summary>The repository of the image for migrations.</summary>
    public required string RepositoryName { get; init; }

    public required string ImageTag { get; init; }

    /// <summary>The account of the pipeline, if it is another account than the stage's.</summary>
    public string? TrustedAccount { get; init; }

    /// <summary>Whether the database has deletion protection and leaves a snapshot.</summary>
    public required bool Protect { get; init; }

    public required Runbook Runbook { get; init; }
}

/// <summary>
/// Aurora PostgreSQL Serverless v2, the credentials of its two users (the owner, for migrations, and the app), and the task that migrates
/// the schema.
/// </summary>
public sealed class DatabaseStack : Stack
{
    /// <summary>Not the default port, because cdk-nag reports that (AwsSolutions-RDS11). A non-default port is not security.</summary>
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
                // CDK's default group would allow all outbound traffic.
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
                // Scaled with the writer, so that it can take over.
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
                // In every environment from the start, because adding a key later replaces the cluster with an empty one.
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
                CloudwatchLogsExports = [DatabaseLogs.ExportType],
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
                "BackendAppStack rotates it, after the migration has created the users. The rule looks for a schedule only in this stack."
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
            // By name, because the pipeline's step can't reference a resource of this stack.
            MigrationRoleArn = MigrationAccess.StepRoleArn;
        }

        Cluster.Acknowledge(
            "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]",
            "AWS's policy for enhanced monitoring. It only lets RDS write metrics to one log group."
        );
        if (!props.Protect)
            Cluster.Acknowledge("AwsSolutions-RDS10", "The settings (protect) allow deleting the data of this environment.");

        _ = new DatabaseAlarms(this, Cluster, settings, props.Runbook);
    }

    public DatabaseCluster Cluster { get; }

    /// <summary>The credentials of the user that the API connects as. The migration creates the user.</summary>
    public ISecret AppSecret { get; }

    /// <summary>The permissions to run the migration.</summary>
    public MigrationAccess MigrationAccess { get; }

    /// <summary>The role that the pipeline assumes to run the migration from another account; null in the same account.</summary>
    public string? MigrationRoleArn { get; }

    public CfnOutput MigrationTask { get; }

    public CfnOutput MigrationSubnets { get; }

    public CfnOutput MigrationSecurityGroup { get; }
}
