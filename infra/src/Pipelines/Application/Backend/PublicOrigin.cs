using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.CloudFront.Origins;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;

namespace Expenses.Application;

/// <summary>A load balancer in the internet. It admits only CloudFront, and of all distributions in the world only this one, by a header that nobody else knows.</summary>
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
                Description = "What CloudFront shows to the load balancer of the expenses API",
                GenerateSecretString = new SecretStringGenerator { ExcludePunctuation = true, PasswordLength = 48 },
            }
        );
        secret.Acknowledge(
            "AwsSolutions-SMG4",
            "CloudFront and the load balancer would have to change it at the same moment: it is changed by hand, in the steps of the runbook, and nothing is refused meanwhile."
        );
        var word = secret.SecretValue.UnsafeUnwrap();

        var listener = balancer.ListenForHttp(
            ListenerAction.FixedResponse(
                403,
                new FixedResponseOptions { ContentType = "text/plain", MessageBody = "The API answers at its own address." }
            )
        );
        listener.AddTargetGroups(
            "FromCloudFront",
            new AddApplicationTargetGroupsProps
            {
                Priority = 1,
                Conditions = [ListenerCondition.HttpHeader(Header, [word])],
                TargetGroups = [balancer.Targets],
            }
        );
        balancer.Balancer.Connections.AllowFrom(Peer.PrefixList(CloudFrontAddresses.In(scope)), Port.Tcp(80), "CloudFront alone");

        return new LoadBalancerV2Origin(
            balancer.Balancer,
            new LoadBalancerV2OriginProps
            {
                ProtocolPolicy = OriginProtocolPolicy.HTTP_ONLY,
                CustomHeaders = new Dictionary<string, string> { [Header] = word },
                ReadTimeout = ApiLoadBalancer.Patience,
            }
        );
    }
}
