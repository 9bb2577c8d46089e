using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Constructs;

namespace Expenses.Application;

/// <summary>The API's load balancer, closed until somebody opens it: the API's domain or its distribution.</summary>
internal sealed class ApiLoadBalancer : Construct
{
    /// <summary>How long CloudFront waits for an answer, and no longer: a paused database takes its time.</summary>
    public static readonly Duration Patience = Duration.Seconds(60);

    public ApiLoadBalancer(Construct scope, string id, AccessLogBucket logs, BackendAppStackProps props)
        : base(scope, id)
    {
        var (vpc, isInternal) = (props.Vpc, props.Settings.IsInternal);
        Balancer = new ApplicationLoadBalancer(
            this,
            "Balancer",
            new ApplicationLoadBalancerProps
            {
                Vpc = vpc,
                InternetFacing = !isInternal,
                VpcSubnets = new SubnetSelection { SubnetType = isInternal ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PUBLIC },
                SecurityGroup = new SecurityGroup(
                    this,
                    "SecurityGroup",
                    new SecurityGroupProps
                    {
                        Vpc = vpc,
                        AllowAllOutbound = false,
                        Description = "The load balancer of the expenses API",
                    }
                ),
                DropInvalidHeaderFields = true,
                DesyncMitigationMode = DesyncMitigationMode.DEFENSIVE,
                DeletionProtection = props.Protect,
            }
        );
        Balancer.SetAttribute("access_logs.s3.enabled", "true");
        Balancer.SetAttribute("access_logs.s3.bucket", logs.BucketName);
        Balancer.SetAttribute("access_logs.s3.prefix", AccessLogBucket.BalancerPrefix);
        // It writes a test object when the attributes are set.
        Balancer.Node.AddDependency(logs.Policy!);

        Targets = new ApplicationTargetGroup(
            this,
            "Targets",
            new ApplicationTargetGroupProps
            {
                Vpc = vpc,
                Port = BackendTask.Port,
                Protocol = ApplicationProtocol.HTTP,
                TargetType = TargetType.IP,
                // Liveness never asks the database: a timer that did would keep a paused Aurora awake.
                HealthCheck = new HealthCheck { Path = "/health/live" },
                // Shorter than the API takes to drain (BackendTask): it answers until the last request that the balancer has sent.
                DeregistrationDelay = Duration.Seconds(30),
            }
        );
    }

    public ApplicationLoadBalancer Balancer { get; }

    public ApplicationTargetGroup Targets { get; }

    /// <summary>
    /// Adds the listener on port 80. It keeps one logical ID whatever it does: CloudFormation makes a new listener before it deletes the old one, and a port has one.
    /// </summary>
    public ApplicationListener ListenForHttp(ListenerAction action) =>
        Balancer.AddListener(
            "Http",
            new BaseApplicationListenerProps
            {
                Port = 80,
                Open = false,
                DefaultAction = action,
            }
        );
}
