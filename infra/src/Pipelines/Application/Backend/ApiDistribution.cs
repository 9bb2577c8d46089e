using Amazon.CDK;
using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.CloudFront.Origins;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;

namespace Expenses.Application;

/// <summary>
/// CloudFront before the load balancer, for HTTPS without a domain of one's own. The load balancer admits only CloudFront, and of all distributions
/// in the world only this one, by a header that nobody else knows (infra/docs/adr/0009).
/// </summary>
internal sealed class ApiDistribution : Construct
{
    private const string Header = "X-Origin-Verify";

    public ApiDistribution(Construct scope, string id, ApiLoadBalancer balancer, BackendService service, AccessLogBucket logs) : base(scope, id)
    {
        var secret = new Secret(this, "OriginSecret", new SecretProps
        {
            Description = "What CloudFront shows to the load balancer of the expenses API",
            GenerateSecretString = new SecretStringGenerator { ExcludePunctuation = true, PasswordLength = 48 },
        });
        secret.Acknowledge("AwsSolutions-SMG4", "CloudFront and the load balancer would have to change it at the same moment: it is changed by hand, in the steps of the runbook, and nothing is refused meanwhile.");
        var word = secret.SecretValue.UnsafeUnwrap();

        var listener = balancer.ListenForHttp(ListenerAction.FixedResponse(403, new FixedResponseOptions { ContentType = "text/plain", MessageBody = "The API answers at its own address." }));
        listener.AddTargetGroups("FromCloudFront", new AddApplicationTargetGroupsProps
        {
            Priority = 1,
            Conditions = [ListenerCondition.HttpHeader(Header, [word])],
            TargetGroups = [balancer.Targets],
        });
        balancer.Balancer.Connections.AllowFrom(Peer.PrefixList(CloudFrontAddresses.In(this)), Port.Tcp(80), "CloudFront alone");
        balancer.Targets.AddTarget(service.Service);

        var distribution = new Distribution(this, "Distribution", new DistributionProps
        {
            Comment = $"{Stack.Of(this).StackName}: the expenses API",
            DefaultBehavior = new BehaviorOptions
            {
                Origin = new LoadBalancerV2Origin(balancer.Balancer, new LoadBalancerV2OriginProps
                {
                    ProtocolPolicy = OriginProtocolPolicy.HTTP_ONLY,
                    CustomHeaders = new Dictionary<string, string> { [Header] = word },
                    // A paused database is waited for; longer CloudFront waits for nobody.
                    ReadTimeout = Duration.Seconds(60),
                }),
                ViewerProtocolPolicy = ViewerProtocolPolicy.HTTPS_ONLY,
                AllowedMethods = AllowedMethods.ALLOW_ALL,
                CachePolicy = CachePolicy.CACHING_DISABLED,
                OriginRequestPolicy = OriginRequestPolicy.ALL_VIEWER,
            },
            HttpVersion = HttpVersion.HTTP2_AND_3,
            EnableLogging = true,
            LogBucket = logs,
            LogFilePrefix = AccessLogBucket.DistributionPrefix,
        });
        AcknowledgeFindings(distribution);
        Url = $"https://{distribution.DistributionDomainName}";
    }

    public string Url { get; }

    private static void AcknowledgeFindings(Distribution distribution)
    {
        distribution.Acknowledge("AwsSolutions-CFR1", "People spend money while they travel: no country is shut out.");
        distribution.Acknowledge("AwsSolutions-CFR2", "Its price and its false alarms are a decision for who runs this: attach one where the API is attacked. Without, the API refuses whoever shows no token, limits the size of a request, and how often passwords are tried.");
        distribution.Acknowledge("AwsSolutions-CFR4", "Under CloudFront's own name it settles the protocol itself, TLS 1.2 being what every caller here speaks. A domain in the settings takes its place by TLS 1.2 and up at the load balancer.");
        distribution.Acknowledge("AwsSolutions-CFR5", "Without a domain the load balancer has no certificate: the last hop is HTTP, from CloudFront's addresses alone and with a secret header. A domain in the settings closes it.");
    }
}
