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

/// <summary>The task that brings the schema to where a release needs it. It runs once per delivery, before the API of that release starts (infra/docs/adr/0015).</summary>
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
            "It runs one task for some seconds in each delivery. The task's log and exit code tell how that went."
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
                ExecutionRole = TaskRole("ExecutionRole", access.ExecutionRoleName, "Starts the migration of the expenses database"),
                TaskRole = TaskRole("TaskRole", access.TaskRoleName, "Migrates the expenses database"),
            }
        );
        AddContainer(definition);
        // ECS injects secrets only when a task starts: the password that the migration sets may have been rotated since.
        app.GrantRead(definition.TaskRole);
        definition.ExecutionRole!.AcknowledgePermission(
            "Resource::*",
            "Logging in to ECR knows no resource; pulling is held to the one repository."
        );
        definition.Acknowledge(
            "AwsSolutions-ECS2",
            "The environment holds the release and a secret's ARN. Every secret is injected from Secrets Manager."
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

    /// <summary>The revision of this release: the family's newest may be another's while a stage goes back.</summary>
    public CfnOutput TaskDefinition { get; }

    public CfnOutput Subnets { get; }

    public CfnOutput SecurityGroup { get; }

    private Role TaskRole(string id, string name, string description) =>
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
                // By the repository's name: with a reference the database would wait for the image.
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
                // The owner's, who changes the schema, and the app's, whom the migration makes.
                Secrets = new Dictionary<string, EcsSecret>(DatabaseVariables.From(owner))
                {
                    ["APP_DATABASE_USER"] = EcsSecret.FromSecretsManager(app, "username"),
                    ["APP_DATABASE_PASSWORD"] = EcsSecret.FromSecretsManager(app, "password"),
                },
            }
        );
}
