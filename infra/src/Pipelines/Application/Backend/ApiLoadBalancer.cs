using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Constructs;

namespace Expenses.Application;

/// <summary>The API's load balancer. ApiDomain or ApiDistribution adds its listeners and ingress rules.</summary>
internal sealed class ApiLoadBalancer : Construct
{
    /// <summary>How long CloudFront waits for a response: a paused database takes time to resume.</summary>
    public static readonly Duration OriginTimeout = Duration.Seconds(60);

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
        // Setting the attributes writes a test object, which the bucket policy must allow.
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
                // The liveness check never queries the database, which would keep Aurora from pausing.
                HealthCheck = new HealthCheck { Path = "/health/live" },
                // Shorter than the API's stop timeout (BackendTask), so that it can finish all requests.
                DeregistrationDelay = Duration.Seconds(30),
            }
        );
    }

    public ApplicationLoadBalancer Balancer { get; }

    public ApplicationTargetGroup Targets { get; }

    /// <summary>
    /// Adds the listener on port 80. Its logical ID is the same for every action, because CloudFormation creates a new listener before it
    /// deletes the old one, and a port can have only one.
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
