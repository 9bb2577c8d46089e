using Amazon.CDK;
using Amazon.CDK.AWS.EC2;

namespace Expenses.Application;

/// <summary>An instance in a NAT gateway's place, for environments where its price counts for more than its keep.</summary>
internal sealed class NatInstance
{
    /// <summary>At its first start the package lists may be under way still, and an instance that has no iptables lets nothing through (aws-cdk issue 36717).</summary>
    private const string Install = "yum install iptables-services -y";

    public NatInstanceProviderV2 Provider { get; } =
        NatProvider.InstanceV2(
            new NatInstanceProps
            {
                InstanceType = InstanceType.Of(InstanceClass.T4G, InstanceSize.NANO),
                MachineImage = MachineImage.LatestAmazonLinux2023(
                    new AmazonLinux2023ImageSsmParameterProps { CpuType = AmazonLinuxCpuType.ARM_64 }
                ),
                // The public subnets give none by themselves, and without one there is no way out.
                AssociatePublicIpAddress = true,
                UserData = Commands(),
                // Beyond its credits it gets slower, and not dearer.
                CreditSpecification = CpuCredits.STANDARD,
                DefaultAllowedTraffic = NatTrafficDirection.OUTBOUND_ONLY,
            }
        );

    /// <summary>The image's own, encrypted.</summary>
    private static CfnInstance.BlockDeviceMappingProperty[] Disk =>
        [
            new()
            {
                DeviceName = "/dev/xvda",
                Ebs = new CfnInstance.EbsProperty
                {
                    Encrypted = true,
                    VolumeType = "gp3",
                    VolumeSize = 8,
                    DeleteOnTermination = true,
                },
            },
        ];

    private static UserData Commands()
    {
        var commands = UserData.ForLinux();
        commands.AddCommands([
            .. NatInstanceProviderV2.DEFAULT_USER_DATA_COMMANDS.Select(command =>
                command == Install ? $"until {Install}; do sleep 5; done" : command
            ),
        ]);
        return commands;
    }

    /// <summary>Lets through what the groups in the private subnets let out, HTTPS, and closes what an instance leaves open by default.</summary>
    public void Harden(Vpc vpc)
    {
        Provider.Connections.AllowFrom(Peer.Ipv4(Vpc.DEFAULT_CIDR_RANGE), Port.Tcp(443), "What leaves the private subnets");
        Aspects.Of(vpc).Add(new InstanceRequireImdsv2Aspect());
        foreach (var instance in Provider.GatewayInstances)
        {
            ((CfnInstance)instance.Node.DefaultChild!).BlockDeviceMappings = Disk;
            instance.Acknowledge("AwsSolutions-EC28", "Its price is why it is here: detailed monitoring would cost half of it again.");
            instance.Acknowledge(
                "AwsSolutions-EC29",
                "It holds nothing. EC2 recovers it from a failure of its hardware, and a deployment replaces it when Amazon Linux has a newer image."
            );
        }
    }
}
