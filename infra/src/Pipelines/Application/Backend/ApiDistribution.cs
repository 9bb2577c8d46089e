using Amazon.CDK;
using Amazon.CDK.AWS.CloudFront;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

/// <summary>CloudFront before the load balancer, for HTTPS without a domain of one's own (infra/docs/adr/0009).</summary>
internal sealed class ApiDistribution : Construct
{
    public ApiDistribution(Construct scope, string id, ApiLoadBalancer balancer, AccessLogBucket logs, BackendSettings settings)
        : base(scope, id)
    {
        var distribution = new Distribution(
            this,
            "Distribution",
            new DistributionProps
            {
                Comment = $"{Stack.Of(this).StackName}: the expenses API",
                DefaultBehavior = new BehaviorOptions
                {
                    Origin = settings.IsInternal ? InternalOrigin.Of(this, balancer) : PublicOrigin.Of(this, balancer),
                    ViewerProtocolPolicy = ViewerProtocolPolicy.HTTPS_ONLY,
                    AllowedMethods = AllowedMethods.ALLOW_ALL,
                    CachePolicy = CachePolicy.CACHING_DISABLED,
                    OriginRequestPolicy = OriginRequestPolicy.ALL_VIEWER,
                },
                HttpVersion = HttpVersion.HTTP2_AND_3,
                EnableLogging = true,
                LogBucket = logs,
                LogFilePrefix = AccessLogBucket.DistributionPrefix,
            }
        );
        AcknowledgeFindings(distribution, settings);
        Url = $"https://{distribution.DistributionDomainName}";
    }

    public string Url { get; }

    private static void AcknowledgeFindings(Distribution distribution, BackendSettings settings)
    {
        distribution.Acknowledge("AwsSolutions-CFR1", "People spend money while they travel: no country is shut out.");
        distribution.Acknowledge(
            "AwsSolutions-CFR2",
            "Its price and its false alarms are a decision for who runs this: attach one where the API is attacked. Without, the API refuses whoever shows no token, limits the size of a request, and how often passwords are tried."
        );
        distribution.Acknowledge(
            "AwsSolutions-CFR4",
            "Under CloudFront's own name it settles the protocol itself, TLS 1.2 being what every caller here speaks. A domain in the settings takes its place by TLS 1.2 and up at the load balancer."
        );
        if (!settings.IsInternal)
        {
            distribution.Acknowledge(
                "AwsSolutions-CFR5",
                "Without a domain the load balancer has no certificate: the last hop is HTTP, from CloudFront's addresses alone and with a secret header. A domain in the settings closes it."
            );
        }
    }
}
