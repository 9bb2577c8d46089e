using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

public sealed class VpcStackProps : StackProps
{
    public required VpcSettings Settings { get; init; }
}

/// <summary>The network: public subnets, private subnets with internet access, and isolated subnets for the database and cache.</summary>
public sealed class VpcStack : Stack
{
    private readonly VpcSettings settings;

    public VpcStack(Construct scope, string id, VpcStackProps props)
        : base(scope, id, props)
    {
        settings = props.Settings;
        var instance = settings.Nat == "instance" ? new NatInstance() : null;

        Vpc = new Vpc(
            this,
            "Vpc",
            new VpcProps
            {
                MaxAzs = settings.AvailabilityZones,
                // Reserves addresses for a third zone, which would otherwise move the other subnets.
                ReservedAzs = VpcSettings.MaxZones - settings.AvailabilityZones,
                NatGateways = settings.NatGateways,
                NatGatewayProvider = instance?.Provider,
                SubnetConfiguration =
                [
                    new SubnetConfiguration
                    {
                        Name = "Public",
                        SubnetType = SubnetType.PUBLIC,
                        CidrMask = 24,
                        MapPublicIpOnLaunch = false,
                    },
                    new SubnetConfiguration
                    {
                        Name = "Private",
                        SubnetType = SubnetType.PRIVATE_WITH_EGRESS,
                        CidrMask = 22,
                    },
                    new SubnetConfiguration
                    {
                        Name = "Isolated",
                        SubnetType = SubnetType.PRIVATE_ISOLATED,
                        CidrMask = 24,
                    },
                ],
                // Image layers come from S3. The endpoint avoids the NAT gateway, which charges per gigabyte.
                GatewayEndpoints = new Dictionary<string, IGatewayVpcEndpointOptions>
                {
                    ["S3"] = new GatewayVpcEndpointOptions { Service = GatewayVpcEndpointAwsService.S3 },
                },
            }
        );
        instance?.Harden(Vpc);
        // Exports all subnets, because CloudFormation can't remove an export that another stack still imports after a change of settings.
        foreach (var subnet in (ISubnet[])[.. Vpc.PublicSubnets, .. Vpc.PrivateSubnets, .. Vpc.IsolatedSubnets])
            ExportValue(subnet.SubnetId);

        _ = new FlowLogs(this, "FlowLogs", Vpc, settings.FlowLogDays);
        _ = new ClosedDefaultGroup(this, "ClosedDefaultGroup", Vpc);
    }

    public Vpc Vpc { get; }

    /// <summary>The zones in the settings, or the region's first by index, because looking up their names needs credentials.</summary>
    public override string[] AvailabilityZones =>
        [
            .. settings.Zones?.Take(settings.AvailabilityZones)
                ?? Enumerable.Range(0, settings.AvailabilityZones).Select(zone => Fn.Select(zone, Fn.GetAzs())),
        ];
}
