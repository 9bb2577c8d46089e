using Amazon.CDK;
using Amazon.CDK.AWS.CloudFront;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

/// <summary>CloudFront in front of the load balancer, for HTTPS without a domain name (infra/docs/adr/0009).</summary>
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
        distribution.Acknowledge("AwsSolutions-CFR1", "Users travel, so the API is available in every country.");
        distribution.Acknowledge(
            "AwsSolutions-CFR2",
            "A web ACL costs extra and causes false positives: attach one if the API is attacked. Without one, the API rejects requests "
                + "without a token, and limits the size of requests and the rate of password attempts."
        );
        distribution.Acknowledge(
            "AwsSolutions-CFR4",
            "CloudFront fixes the TLS policy of its own domain name. All callers use TLS 1.2 or later. With a domain in the settings, the "
                + "load balancer requires TLS 1.2 or later."
        );
        if (!settings.IsInternal)
        {
            distribution.Acknowledge(
                "AwsSolutions-CFR5",
                "Without a domain, the load balancer has no certificate. The last hop is HTTP, limited to CloudFront's addresses and a "
                    + "secret header. With a domain in the settings, the traffic is HTTPS end to end."
            );
        }
    }
}
