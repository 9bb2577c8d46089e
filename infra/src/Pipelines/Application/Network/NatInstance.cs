using Amazon.CDK;
using Amazon.CDK.AWS.EC2;

namespace Expenses.Application;

/// <summary>An instance in a NAT gateway's place, for environments where its price counts for more than its keep.</summary>
internal sealed class NatInstance
{
    public NatInstanceProviderV2 Provider { get; } = NatProvider.InstanceV2(new NatInstanceProps
    {
        InstanceType = InstanceType.Of(InstanceClass.T4G, InstanceSize.NANO),
        MachineImage = MachineImage.LatestAmazonLinux2023(new AmazonLinux2023ImageSsmParameterProps { CpuType = AmazonLinuxCpuType.ARM_64 }),
        // The public subnets give none by themselves, and without one there is no way out.
        AssociatePublicIpAddress = true,
        DefaultAllowedTraffic = NatTrafficDirection.OUTBOUND_ONLY,
    });

    /// <summary>Lets the network's own traffic through, and closes what an instance leaves open by default.</summary>
    public void Harden(Vpc vpc)
    {
        Provider.Connections.AllowFrom(Peer.Ipv4(vpc.VpcCidrBlock), Port.AllTraffic(), "What leaves the private subnets");
        Aspects.Of(vpc).Add(new InstanceRequireImdsv2Aspect());
        foreach (var instance in Provider.GatewayInstances)
        {
            instance.Acknowledge("AwsSolutions-EC28", "Its price is why it is here: detailed monitoring would cost half of it again.");
            instance.Acknowledge("AwsSolutions-EC29", "It holds nothing, and a new one takes its place at the next deployment.");
        }
    }
}
