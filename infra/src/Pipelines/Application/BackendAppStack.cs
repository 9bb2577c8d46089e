using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.RDS;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

public sealed class BackendAppStackProps : StackProps
{
    public required BackendSettings Settings { get; init; }

    public required IVpc Vpc { get; init; }

    public required DatabaseCluster Database { get; init; }

    public required RedisCache Cache { get; init; }

    public required IRepository Repository { get; init; }

    public required string ImageTag { get; init; }
}

/// <summary>The NestJS API on Fargate, behind a load balancer.</summary>
public sealed class BackendAppStack : Stack
{
    public BackendAppStack(Construct scope, string id, BackendAppStackProps props) : base(scope, id, props)
    {
        var task = new BackendTask(this, "Task", props);
        var service = Service(task, props);

        var balancer = new ApplicationLoadBalancer(this, "LoadBalancer", new ApplicationLoadBalancerProps
        {
            Vpc = props.Vpc,
            InternetFacing = true,
            DropInvalidHeaderFields = true,
        });
        balancer.AddListener("Http", new BaseApplicationListenerProps { Port = 80 }).AddTargets("Api", new AddApplicationTargetsProps
        {
            Port = BackendTask.Port,
            Protocol = ApplicationProtocol.HTTP,
            Targets = [service],
            // Liveness never asks the database: a timer that did would keep a paused Aurora awake.
            HealthCheck = new Amazon.CDK.AWS.ElasticLoadBalancingV2.HealthCheck { Path = "/health/live" },
            DeregistrationDelay = Duration.Seconds(30),
        });

        service.Connections.AllowToDefaultPort(props.Database);
        service.Connections.AllowToDefaultPort(props.Cache);
        service.Connections.AllowToAnyIpv4(Port.Tcp(443), "Images, secrets and logs come from AWS's public endpoints");

        ErrorAlarmName = $"{props.StackName}-ServerErrors";
        ServerErrors(balancer);

        Url = $"http://{balancer.LoadBalancerDnsName}";
        ApiUrl = new CfnOutput(this, "ApiUrl", new CfnOutputProps { Value = Url });
    }

    /// <summary>The alarm that sends a release back; its name is settled, so that the pipeline can watch it.</summary>
    public string ErrorAlarmName { get; }

    public string Url { get; }

    public CfnOutput ApiUrl { get; }

    /// <summary>What callers see as the service's own failure, whether the API answered so or nobody did.</summary>
    private Alarm ServerErrors(ApplicationLoadBalancer balancer) => new(this, "ServerErrors", new AlarmProps
    {
        AlarmName = ErrorAlarmName,
        AlarmDescription = "The expenses API answers with server errors; after a release the stage goes back by itself (infra/docs/runbook.md)",
        Metric = new MathExpression(new MathExpressionProps
        {
            Expression = "FILL(api, 0) + FILL(balancer, 0)",
            UsingMetrics = new Dictionary<string, IMetric>
            {
                ["api"] = balancer.Metrics.HttpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT),
                ["balancer"] = balancer.Metrics.HttpCodeElb(HttpCodeElb.ELB_5XX_COUNT),
            },
            Period = Duration.Minutes(1),
            Label = "Server errors per minute",
        }),
        ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        Threshold = 5,
        // Two bad minutes of three: one burst is no reason to go back.
        EvaluationPeriods = 3,
        DatapointsToAlarm = 2,
        TreatMissingData = TreatMissingData.NOT_BREACHING,
    });

    private FargateService Service(BackendTask task, BackendAppStackProps props) => new(this, "Service", new FargateServiceProps
    {
        Cluster = new Cluster(this, "Cluster", new ClusterProps { Vpc = props.Vpc, EnableFargateCapacityProviders = true, ContainerInsightsV2 = ContainerInsights.ENABLED }),
        TaskDefinition = task.Definition,
        DesiredCount = props.Settings.Tasks,
        CapacityProviderStrategies = [new CapacityProviderStrategy { CapacityProvider = props.Settings.Spot ? "FARGATE_SPOT" : "FARGATE", Weight = 1 }],
        VpcSubnets = new SubnetSelection { SubnetType = SubnetType.PRIVATE_WITH_EGRESS },
        SecurityGroups = [new SecurityGroup(this, "SecurityGroup", new SecurityGroupProps { Vpc = props.Vpc, AllowAllOutbound = false, Description = "The tasks of the expenses API" })],
        MinHealthyPercent = 100,
        CircuitBreaker = new DeploymentCircuitBreaker { Rollback = true },
        // The migration comes first; a paused database takes its time to wake.
        HealthCheckGracePeriod = Duration.Minutes(3),
    });
}
