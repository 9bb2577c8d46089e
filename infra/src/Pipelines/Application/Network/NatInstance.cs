using Amazon.CDK;
using Amazon.CDK.AWS.EC2;

namespace Expenses.Application;

/// <summary>A NAT instance instead of a NAT gateway, for environments where cost matters more than availability.</summary>
internal sealed class NatInstance
{
    /// <summary>Installs iptables. It may fail at the first boot, when the package lists aren't ready (aws-cdk issue 36717).</summary>
    private const string Install = "yum install iptables-services -y";

    public NatInstanceProviderV2 Provider { get; } =
        NatProvider.InstanceV2(
            new NatInstanceProps
            {
                InstanceType = InstanceType.Of(InstanceClass.T4G, InstanceSize.NANO),
                MachineImage = MachineImage.LatestAmazonLinux2023(
                    new AmazonLinux2023ImageSsmParameterProps { CpuType = AmazonLinuxCpuType.ARM_64 }
                ),
                // The public subnets assign none by default, and NAT needs one.
                AssociatePublicIpAddress = true,
                UserData = Commands(),
                // Without credits, the instance slows down instead of costing more.
                CreditSpecification = CpuCredits.STANDARD,
                DefaultAllowedTraffic = NatTrafficDirection.OUTBOUND_ONLY,
            }
        );

    /// <summary>The image's root volume, encrypted.</summary>
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

    /// <summary>Allows HTTPS from the VPC, requires IMDSv2 and encrypts the disk.</summary>
    public void Harden(Vpc vpc)
    {
        Provider.Connections.AllowFrom(Peer.Ipv4(Vpc.DEFAULT_CIDR_RANGE), Port.Tcp(443), "What leaves the private subnets");
        Aspects.Of(vpc).Add(new InstanceRequireImdsv2Aspect());
        foreach (var instance in Provider.GatewayInstances)
        {
            ((CfnInstance)instance.Node.DefaultChild!).BlockDeviceMappings = Disk;
            instance.Acknowledge(
                "AwsSolutions-EC28",
                "Detailed monitoring would add half of the instance's price, and the instance is there to save cost."
            );
            instance.Acknowledge(
                "AwsSolutions-EC29",
                "The instance has no data. EC2 recovers it after a hardware failure, and a deployment replaces it when there is a newer "
                    + "Amazon Linux image."
            );
        }
    }
}
