using Amazon.CDK;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using Expenses.Settings;
using EcsSecret = Amazon.CDK.AWS.ECS.Secret;
using Secret = Amazon.CDK.AWS.SecretsManager.Secret;

namespace Expenses.Application;

/// <summary>What runs when the API runs. The schema is the release's by then: the pipeline migrates it before.</summary>
public sealed class BackendTask : Construct
{
    public const int Port = 3000;

    private readonly BackendAppStackProps props;

    public BackendTask(Construct scope, string id, BackendAppStackProps props)
        : base(scope, id)
    {
        this.props = props;
        Definition = new FargateTaskDefinition(
            this,
            "Definition",
            new FargateTaskDefinitionProps
            {
                Cpu = props.Settings.Cpu,
                MemoryLimitMiB = props.Settings.Memory,
                RuntimePlatform = new RuntimePlatform
                {
                    CpuArchitecture = CpuArchitecture.ARM64,
                    OperatingSystemFamily = OperatingSystemFamily.LINUX,
                },
            }
        );
        // CloudFormation would deregister the revision before, and nobody could set the service back to it by hand.
        ((CfnTaskDefinition)Definition.Node.DefaultChild!)
            .CfnOptions
            .UpdateReplacePolicy = CfnDeletionPolicy.RETAIN;

        var logs = LogDriver.AwsLogs(
            new AwsLogDriverProps
            {
                StreamPrefix = "backend",
                LogGroup = new LogGroup(
                    this,
                    "Logs",
                    new LogGroupProps { Retention = Retention.Days(props.Settings.LogDays), RemovalPolicy = RemovalPolicy.DESTROY }
                ),
            }
        );

        Definition.AddContainer(
            "api",
            new ContainerDefinitionOptions
            {
                Image = ContainerImage.FromEcrRepository(props.Repository, props.ImageTag),
                Essential = true,
                Logging = logs,
                User = Unprivileged.User,
                ReadonlyRootFilesystem = true,
                LinuxParameters = Unprivileged.Linux(this, "ApiLinux"),
                PortMappings = [new PortMapping { ContainerPort = Port }],
                Environment = new Dictionary<string, string>
                {
                    ["PORT"] = $"{Port}",
                    ["RELEASE"] = props.ImageTag,
                    ["CACHE_HOST"] = props.Cache.Host,
                    ["CACHE_PORT"] = props.Cache.HostPort,
                    ["DATABASE_SECRET_ARN"] = props.DatabaseAppSecret.SecretArn,
                    // The site asks for all its people, from few addresses. Tries at one account are counted by themselves.
                    ["AUTH_TRIES_PER_MINUTE"] = "600",
                    ["TRUSTED_PROXIES"] = $"{ProxiesBefore(props.Settings)}",
                },
                Secrets = ApiSecrets(),
                HealthCheck = new HealthCheck { Command = ["CMD", "node", "dist/health-check.js"], StartPeriod = Duration.Seconds(30) },
                StopTimeout = Duration.Seconds(60),
            }
        );

        // ECS injects secrets only when a task starts: a password that is changed later is read by the task itself.
        props.DatabaseAppSecret.GrantRead(Definition.TaskRole);
        Definition.AcknowledgePermission("Resource::*", "Logging in to ECR knows no resource; pulling is held to the one repository.");
        Definition.Acknowledge(
            "AwsSolutions-ECS2",
            "What stands in the environment are addresses, ports and the release; every secret is injected from Secrets Manager."
        );
    }

    public FargateTaskDefinition Definition { get; }

    private Dictionary<string, EcsSecret> ApiSecrets() =>
        new(DatabaseVariables.From(props.DatabaseAppSecret))
        {
            ["CACHE_AUTH_TOKEN"] = EcsSecret.FromSecretsManager(props.Cache.AuthToken),
            ["JWT_SECRET"] = EcsSecret.FromSecretsManager(JwtSecret()),
        };

    private Secret JwtSecret()
    {
        var secret = new Secret(
            this,
            "JwtSecret",
            new SecretProps
            {
                Description = "Signs the access tokens of the expenses API",
                GenerateSecretString = new SecretStringGenerator { ExcludePunctuation = true, PasswordLength = 64 },
            }
        );
        secret.Acknowledge(
            "AwsSolutions-SMG4",
            "A new one ends every access token that is out, at a time that nobody chose. The runbook says how it is changed."
        );
        return secret;
    }

    /// <summary>The load balancer, and CloudFront where there is no domain: each adds to X-Forwarded-For whom it saw, and the first of them saw the caller.</summary>
    private static int ProxiesBefore(BackendSettings settings) => settings.Domain is null ? 2 : 1;
}
