using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.CloudFront.Origins;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;

namespace Expenses.Application;

/// <summary>
/// An origin for a public load balancer. The load balancer accepts only CloudFront's addresses, and only this distribution, by a secret
/// header.
/// </summary>
internal static class PublicOrigin
{
    private const string Header = "X-Origin-Verify";

    public static LoadBalancerV2Origin Of(Construct scope, ApiLoadBalancer balancer)
    {
        var secret = new Secret(
            scope,
            "OriginSecret",
            new SecretProps
            {
                Description = "The header value that CloudFront sends to the load balancer of the expenses API",
                GenerateSecretString = new SecretStringGenerator { ExcludePunctuation = true, PasswordLength = 48 },
            }
        );
        secret.Acknowledge(
            "AwsSolutions-SMG4",
            "CloudFront and the load balancer would have to change it at the same moment. The runbook describes how to rotate it by hand "
                + "without downtime."
        );
        var headerValue = secret.SecretValue.UnsafeUnwrap();

        var listener = balancer.ListenForHttp(
            ListenerAction.FixedResponse(
                403,
                new FixedResponseOptions
                {
                    ContentType = "text/plain",
                    MessageBody = "Not available at this address. Use the URL of the API.",
                }
            )
        );
        listener.AddTargetGroups(
            "FromCloudFront",
            new AddApplicationTargetGroupsProps
            {
                Priority = 1,
                Conditions = [ListenerCondition.HttpHeader(Header, [headerValue])],
                TargetGroups = [balancer.Targets],
            }
        );
        balancer.Balancer.Connections.AllowFrom(Peer.PrefixList(CloudFrontAddresses.In(scope)), Port.Tcp(80), "CloudFront alone");

        return new LoadBalancerV2Origin(
            balancer.Balancer,
            new LoadBalancerV2OriginProps
            {
                ProtocolPolicy = OriginProtocolPolicy.HTTP_ONLY,
                CustomHeaders = new Dictionary<string, string> { [Header] = headerValue },
                ReadTimeout = ApiLoadBalancer.OriginTimeout,
            }
        );
    }
}
