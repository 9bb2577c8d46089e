using Amazon.CDK;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using Expenses.Settings;
using EcsSecret = Amazon.CDK.AWS.ECS.Secret;
using Secret = Amazon.CDK.AWS.SecretsManager.Secret;

namespace Expenses.Application;

/// <summary>The task definition of the API. The pipeline migrates the database schema before it deploys the task.</summary>
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
        // Without this, CloudFormation deregisters the previous revision, and you couldn't roll the service back by hand.
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

        var mail = props.Settings.MailSender is { } sender ? new BackendMail(Stack.Of(this), sender, props.SiteDomain!) : null;
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
                Environment = new Dictionary<string, string>(mail?.Variables() ?? new())
                {
                    ["PORT"] = $"{Port}",
                    ["RELEASE"] = props.ImageTag,
                    ["CACHE_HOST"] = props.Cache.Host,
                    ["CACHE_PORT"] = props.Cache.HostPort,
                    ["DATABASE_SECRET_ARN"] = props.DatabaseAppSecret.SecretArn,
                    ["TRUSTED_PROXIES"] = $"{TrustedProxies(props.Settings)}",
                },
                Secrets = ApiSecrets(),
                HealthCheck = new HealthCheck { Command = ["CMD", "node", "dist/health-check.js"], StartPeriod = Duration.Seconds(30) },
                StopTimeout = Duration.Seconds(60),
            }
        );

        // ECS injects secrets only when a task starts. After a rotation, the API reads the new password itself.
        props.DatabaseAppSecret.GrantRead(Definition.TaskRole);
        if (mail is not null)
            Definition.AddToTaskRolePolicy(mail.Allow());
        Definition.AcknowledgePermission(
            "Resource::*",
            "ecr:GetAuthorizationToken has no resource-level permissions. Pull is limited to one repository."
        );
        Definition.Acknowledge(
            "AwsSolutions-ECS2",
            "The variables hold only addresses, ports, limits and the release. Secrets are injected from Secrets Manager."
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
            "A rotation would invalidate all access tokens at an arbitrary time. The runbook describes how to rotate it by hand."
        );
        return secret;
    }

    /// <summary>Counts the proxies that add to X-Forwarded-For: the load balancer and, without a domain, CloudFront.</summary>
    private static int TrustedProxies(BackendSettings settings) => settings.Domain is null ? 2 : 1;
}
