using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using EcsSecret = Amazon.CDK.AWS.ECS.Secret;

namespace Expenses.Application;

/// <summary>The task that migrates the database schema. It runs once per delivery, before the API starts (infra/docs/adr/0015).</summary>
internal sealed class Migration : Construct
{
    private readonly DatabaseStackProps props;
    private readonly ISecret owner,
        app;
    private readonly MigrationAccess access;

    public Migration(DatabaseStack stack, string id, DatabaseStackProps props)
        : base(stack, id)
    {
        (this.props, owner, app, access) = (props, stack.Cluster.Secret!, stack.AppSecret, stack.MigrationAccess);
        var cluster = new Cluster(this, "Cluster", new ClusterProps { ClusterName = access.Name, Vpc = props.Vpc });
        cluster.Acknowledge(
            "AwsSolutions-ECS4",
            "The cluster runs one task for some seconds per delivery. The task's log and exit code are enough."
        );

        var definition = new FargateTaskDefinition(
            this,
            "Definition",
            new FargateTaskDefinitionProps
            {
                Family = access.Name,
                Cpu = 256,
                MemoryLimitMiB = 512,
                RuntimePlatform = new RuntimePlatform
                {
                    CpuArchitecture = CpuArchitecture.ARM64,
                    OperatingSystemFamily = OperatingSystemFamily.LINUX,
                },
                ExecutionRole = CreateRole("ExecutionRole", access.ExecutionRoleName, "Starts the migration of the expenses database"),
                TaskRole = CreateRole("TaskRole", access.TaskRoleName, "Migrates the expenses database"),
            }
        );
        AddContainer(definition);
        // The injected password of the app's user may have been rotated since the task started, so the task reads it again.
        app.GrantRead(definition.TaskRole);
        definition.ExecutionRole!.AcknowledgePermission(
            "Resource::*",
            "ecr:GetAuthorizationToken has no resource-level permissions. Pull is limited to one repository."
        );
        definition.Acknowledge(
            "AwsSolutions-ECS2",
            "The variables hold only the release and a secret's ARN. Secrets are injected from Secrets Manager."
        );

        var group = new SecurityGroup(
            this,
            "SecurityGroup",
            new SecurityGroupProps
            {
                Vpc = props.Vpc,
                AllowAllOutbound = false,
                Description = "The migrations of the expenses database",
            }
        );
        group.Connections.AllowToDefaultPort(stack.Cluster, "The database that it migrates");
        group.Connections.AllowToAnyIpv4(Port.Tcp(443), "Images, secrets and logs come from public endpoints");

        TaskDefinition = new CfnOutput(stack, "MigrationTask", new CfnOutputProps { Value = definition.TaskDefinitionArn });
        Subnets = new CfnOutput(
            stack,
            "MigrationSubnets",
            new CfnOutputProps
            {
                Value = Fn.Join(
                    ",",
                    props.Vpc.SelectSubnets(new SubnetSelection { SubnetType = SubnetType.PRIVATE_WITH_EGRESS }).SubnetIds
                ),
            }
        );
        SecurityGroup = new CfnOutput(stack, "MigrationSecurityGroup", new CfnOutputProps { Value = group.SecurityGroupId });
    }

    /// <summary>The task definition of this release. During a rollback, the latest revision may be of another release.</summary>
    public CfnOutput TaskDefinition { get; }

    public CfnOutput Subnets { get; }

    public CfnOutput SecurityGroup { get; }

    private Role CreateRole(string id, string name, string description) =>
        new(
            this,
            id,
            new RoleProps
            {
                RoleName = name,
                Description = description,
                AssumedBy = new ServicePrincipal("ecs-tasks.amazonaws.com"),
            }
        );

    private void AddContainer(FargateTaskDefinition definition) =>
        definition.AddContainer(
            "migrate",
            new ContainerDefinitionOptions
            {
                // By the repository's name: with a reference, the database would have to wait for the image.
                Image = ContainerImage.FromEcrRepository(
                    Repository.FromRepositoryName(this, "Repository", props.RepositoryName),
                    props.ImageTag
                ),
                Command = ["migrate"],
                Logging = LogDriver.AwsLogs(
                    new AwsLogDriverProps
                    {
                        StreamPrefix = "migrate",
                        LogGroup = new LogGroup(
                            this,
                            "Logs",
                            new LogGroupProps
                            {
                                LogGroupName = access.Name,
                                Retention = Retention.Days(props.Settings.LogDays),
                                RemovalPolicy = RemovalPolicy.DESTROY,
                            }
                        ),
                    }
                ),
                User = Unprivileged.User,
                ReadonlyRootFilesystem = true,
                LinuxParameters = Unprivileged.Linux(this, "MigrateLinux"),
                Environment = new Dictionary<string, string> { ["RELEASE"] = props.ImageTag, ["APP_DATABASE_SECRET_ARN"] = app.SecretArn },
                // The owner migrates the schema and creates the app's user.
                Secrets = new Dictionary<string, EcsSecret>(DatabaseVariables.From(owner))
                {
                    ["APP_DATABASE_USER"] = EcsSecret.FromSecretsManager(app, "username"),
                    ["APP_DATABASE_PASSWORD"] = EcsSecret.FromSecretsManager(app, "password"),
                },
            }
        );
}
