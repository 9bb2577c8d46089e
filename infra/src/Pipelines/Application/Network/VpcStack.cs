using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

public sealed class VpcStackProps : StackProps
{
    public required VpcSettings Settings { get; init; }
}

/// <summary>The network: the load balancer in public subnets, the API in private ones with a way out, the data where no way leads out.</summary>
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
                // Addresses for a third zone: without them it would move the subnets of the others.
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
                // The layers of images come from S3: this way they pass no NAT gateway, which charges by the gigabyte.
                GatewayEndpoints = new Dictionary<string, IGatewayVpcEndpointOptions>
                {
                    ["S3"] = new GatewayVpcEndpointOptions { Service = GatewayVpcEndpointAwsService.S3 },
                },
            }
        );
        instance?.Harden(Vpc);
        // Whether another stack uses it or not: what the settings use today may not be gone tomorrow, before the user has let go of it.
        foreach (var subnet in (ISubnet[])[.. Vpc.PublicSubnets, .. Vpc.PrivateSubnets, .. Vpc.IsolatedSubnets])
            ExportValue(subnet.SubnetId);

        _ = new FlowLogs(this, "FlowLogs", Vpc, settings.FlowLogDays);
        _ = new ClosedDefaultGroup(this, "ClosedDefaultGroup", Vpc);
    }

    public Vpc Vpc { get; }

    /// <summary>Those of the settings, or the region's first, by index: to look up their names would take credentials at synth.</summary>
    public override string[] AvailabilityZones =>
        [
            .. settings.Zones?.Take(settings.AvailabilityZones)
                ?? Enumerable.Range(0, settings.AvailabilityZones).Select(zone => Fn.Select(zone, Fn.GetAzs())),
        ];
}
