using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.CloudFront.Origins;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Constructs;

namespace Expenses.Application;

/// <summary>
/// An origin for a load balancer in the private subnets. CloudFront reaches it over its own network interfaces there, which other accounts'
/// distributions can't use (infra/docs/adr/0019).
/// </summary>
internal static class InternalOrigin
{
    public static VpcOrigin_ Of(Construct scope, ApiLoadBalancer balancer)
    {
        balancer.ListenForHttp(ListenerAction.Forward([balancer.Targets]));
        balancer.Balancer.Connections.AllowFrom(Peer.PrefixList(CloudFrontAddresses.In(scope)), Port.Tcp(80), "CloudFront alone");

        return VpcOrigin_.WithApplicationLoadBalancer(
            balancer.Balancer,
            new VpcOriginWithEndpointProps { ProtocolPolicy = OriginProtocolPolicy.HTTP_ONLY, ReadTimeout = ApiLoadBalancer.OriginTimeout }
        );
    }
}
