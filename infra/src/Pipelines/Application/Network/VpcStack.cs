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
    private readonly int availabilityZones;
    private readonly IReadOnlyList<string>? zones;

    public VpcStack(Construct scope, string id, VpcStackProps props) : base(scope, id, props)
    {
        var settings = props.Settings;
        availabilityZones = settings.AvailabilityZones;
        zones = settings.Zones;
        var instance = settings.Nat == "instance" ? new NatInstance() : null;

        Vpc = new Vpc(this, "Vpc", new VpcProps
        {
            MaxAzs = availabilityZones,
            NatGateways = settings.NatGateways,
            NatGatewayProvider = instance?.Provider,
            SubnetConfiguration =
            [
                new SubnetConfiguration { Name = "Public", SubnetType = SubnetType.PUBLIC, CidrMask = 24, MapPublicIpOnLaunch = false },
                new SubnetConfiguration { Name = "Private", SubnetType = SubnetType.PRIVATE_WITH_EGRESS, CidrMask = 22 },
                new SubnetConfiguration { Name = "Isolated", SubnetType = SubnetType.PRIVATE_ISOLATED, CidrMask = 24 },
            ],
            // The layers of images come from S3: this way they pass no NAT gateway, which charges by the gigabyte.
            GatewayEndpoints = new Dictionary<string, IGatewayVpcEndpointOptions>
            {
                ["S3"] = new GatewayVpcEndpointOptions { Service = GatewayVpcEndpointAwsService.S3 },
            },
        });
        instance?.Harden(Vpc);

        _ = new FlowLogs(this, "FlowLogs", Vpc, settings.FlowLogDays);
        _ = new ClosedDefaultGroup(this, "ClosedDefaultGroup", Vpc);
    }

    public Vpc Vpc { get; }

    /// <summary>Those of the settings, or the region's first, by index: to look up their names would take credentials at synth.</summary>
    public override string[] AvailabilityZones => [.. zones?.Take(availabilityZones) ?? Enumerable.Range(0, availabilityZones).Select(zone => Fn.Select(zone, Fn.GetAzs()))];
}
