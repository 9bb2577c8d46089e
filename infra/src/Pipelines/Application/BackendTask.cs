using Amazon.CDK;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using EcsSecret = Amazon.CDK.AWS.ECS.Secret;
using Secret = Amazon.CDK.AWS.SecretsManager.Secret;

namespace Expenses.Application;

/// <summary>What runs when the API runs: two containers of one image, the migration first, then the API.</summary>
public sealed class BackendTask : Construct
{
    public const int Port = 3000;

    private readonly BackendAppStackProps props;

    public BackendTask(Construct scope, string id, BackendAppStackProps props) : base(scope, id)
    {
        this.props = props;
        Definition = new FargateTaskDefinition(this, "Definition", new FargateTaskDefinitionProps
        {
            Cpu = props.Settings.Cpu,
            MemoryLimitMiB = props.Settings.Memory,
            RuntimePlatform = new RuntimePlatform { CpuArchitecture = CpuArchitecture.ARM64, OperatingSystemFamily = OperatingSystemFamily.LINUX },
        });

        var image = ContainerImage.FromEcrRepository(props.Repository, props.ImageTag);
        var logs = LogDriver.AwsLogs(new AwsLogDriverProps
        {
            StreamPrefix = "backend",
            LogGroup = new LogGroup(this, "Logs", new LogGroupProps { Retention = RetentionDays.ONE_MONTH, RemovalPolicy = RemovalPolicy.DESTROY }),
        });

        var migrate = Definition.AddContainer("migrate", new ContainerDefinitionOptions
        {
            Image = image,
            Command = ["migrate"],
            Essential = false,
            Logging = logs,
            Environment = new Dictionary<string, string> { ["RELEASE"] = props.ImageTag },
            Secrets = DatabaseSecrets(),
        });

        Definition.AddContainer("api", new ContainerDefinitionOptions
        {
            Image = image,
            Essential = true,
            Logging = logs,
            PortMappings = [new PortMapping { ContainerPort = Port }],
            Environment = new Dictionary<string, string>
            {
                ["PORT"] = $"{Port}",
                ["RELEASE"] = props.ImageTag,
                ["CACHE_HOST"] = props.Cache.Host,
                ["CACHE_PORT"] = props.Cache.HostPort,
            },
            Secrets = ApiSecrets(),
            HealthCheck = new HealthCheck { Command = ["CMD", "node", "dist/health-check.js"], StartPeriod = Duration.Seconds(30) },
            StopTimeout = Duration.Seconds(60),
        }).AddContainerDependencies(new ContainerDependency { Container = migrate, Condition = ContainerDependencyCondition.SUCCESS });
    }

    public FargateTaskDefinition Definition { get; }

    private Dictionary<string, EcsSecret> DatabaseSecrets() => new[] { "host", "port", "dbname", "username", "password" }
        .Zip(["DATABASE_HOST", "DATABASE_PORT", "DATABASE_NAME", "DATABASE_USER", "DATABASE_PASSWORD"])
        .ToDictionary(pair => pair.Second, pair => EcsSecret.FromSecretsManager(props.Database.Secret!, pair.First));

    private Dictionary<string, EcsSecret> ApiSecrets() => new(DatabaseSecrets())
    {
        ["CACHE_AUTH_TOKEN"] = EcsSecret.FromSecretsManager(props.Cache.AuthToken),
        ["JWT_SECRET"] = EcsSecret.FromSecretsManager(new Secret(this, "JwtSecret", new SecretProps
        {
            Description = "Signs the access tokens of the expenses API",
            GenerateSecretString = new SecretStringGenerator { ExcludePunctuation = true, PasswordLength = 64 },
        })),
    };
}
