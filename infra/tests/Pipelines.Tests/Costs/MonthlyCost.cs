using System.Text.Json.Nodes;
using Amazon.CDK;
using Expenses.Application;

namespace Expenses.Tests.Costs;

/// <summary>The monthly cost of an idle stage, computed from its templates.</summary>
internal sealed class MonthlyCost
{
    private static readonly string[] PricedTypes =
    [
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        "AWS::CloudWatch::Alarm",
        "AWS::EC2::EIP",
        "AWS::EC2::Instance",
        "AWS::EC2::NatGateway",
        "AWS::ECS::Service",
        "AWS::ElastiCache::ReplicationGroup",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "AWS::KMS::Key",
        "AWS::RDS::DBCluster",
        "AWS::RDS::DBInstance",
        "AWS::SecretsManager::Secret",
    ];

    private readonly ILookup<string, JsonObject> resources;
    private readonly Usage usage;

    public MonthlyCost(ExpensesStage stage, Usage usage)
    {
        this.usage = usage;
        resources = stage
            .Node.Children.OfType<Stack>()
            .SelectMany(stack => Template.FromStack(stack).Json()["Resources"]!.AsObject())
            .ToLookup(resource => (string)resource.Value!["Type"]!, resource => resource.Value!["Properties"]?.AsObject() ?? []);
    }

    /// <summary>The costs, by the first words of a row in architecture.md's table.</summary>
    public IReadOnlyDictionary<string, decimal> Rows =>
        Unrounded.ToDictionary(row => row.Key, row => Math.Round(row.Value, 2, MidpointRounding.AwayFromZero));

    public decimal Total => Rows.Values.Sum();

    /// <summary>Resource types with neither a price nor an entry in the list of free types.</summary>
    public IEnumerable<string> Unknown => resources.Select(type => type.Key).Except(PricedTypes).Except(Prices.FreeTypes);

    private Dictionary<string, decimal> Unrounded =>
        new()
        {
            ["NAT gateways"] =
                Count("AWS::EC2::NatGateway") * Prices.NatGateway
                + resources["AWS::EC2::Instance"]
                    .Sum(instance =>
                        Prices.NatInstance + Number(instance["BlockDeviceMappings"]![0]!["Ebs"]!["VolumeSize"]) * Prices.DiskGigabyte
                    ),
            ["public IPv4 addresses"] = (Count("AWS::EC2::EIP") + NatInstances + BalancerAddresses) * Prices.PublicAddress,
            ["load balancer"] = Count("AWS::ElasticLoadBalancingV2::LoadBalancer") * Prices.LoadBalancer,
            ["Fargate on ARM"] = Tasks,
            ["Aurora, "] =
                Count("AWS::RDS::DBInstance")
                * Number(One("AWS::RDS::DBCluster")["ServerlessV2ScalingConfiguration"]!["MinCapacity"])
                * Prices.AuroraCapacity,
            ["Aurora's storage"] =
                usage.DatabaseGigabytes * Prices.AuroraGigabyte + usage.DatabaseMillionRequests * Prices.AuroraMillionRequests,
            ["Redis, "] = Cache,
            ["secrets"] = Count("AWS::SecretsManager::Secret") * Prices.Secret,
            ["keys"] = Count("AWS::KMS::Key") * Prices.Key,
            ["alarms"] = AlarmMetrics * Prices.AlarmMetric,
            ["logs"] = usage.LogGigabytes * Prices.LogGigabyte,
            ["NAT traffic"] =
                (Count("AWS::EC2::NatGateway") > 0 ? usage.NatGigabytes * Prices.NatGigabyte : 0)
                + usage.ImageGigabytes * Prices.ImageGigabyte,
        };

    private int NatInstances => Count("AWS::EC2::Instance");

    private int BalancerAddresses =>
        resources["AWS::ElasticLoadBalancingV2::LoadBalancer"]
            .Where(balancer => (string?)balancer["Scheme"] == "internet-facing")
            .Sum(balancer => balancer["Subnets"]!.AsArray().Count);

    private decimal Tasks
    {
        get
        {
            // The API's task. The migration's runs only for some seconds per delivery.
            var task = Assert.Single(
                resources["AWS::ECS::TaskDefinition"],
                task => task["ContainerDefinitions"]![0]!["PortMappings"] is not null
            );
            var spot = (string?)One("AWS::ECS::Service")["CapacityProviderStrategy"]![0]!["CapacityProvider"] == "FARGATE_SPOT";
            var each = Number(task["Cpu"]) / 1024 * Prices.FargateCpu + Number(task["Memory"]) / 1024 * Prices.FargateGigabyte;
            return Number(One("AWS::ApplicationAutoScaling::ScalableTarget")["MinCapacity"]) * each * (spot ? Prices.SpotShare : 1);
        }
    }

    private decimal Cache
    {
        get
        {
            var group = One("AWS::ElastiCache::ReplicationGroup");
            return Number(group["NumCacheClusters"])
                * Prices.RedisNode[(string)group["CacheNodeType"]!]
                * ((string?)group["Engine"] == "valkey" ? Prices.ValkeyShare : 1);
        }
    }

    /// <summary>Counts each metric of an alarm, and two alarms for each target tracking policy.</summary>
    private int AlarmMetrics =>
        resources["AWS::CloudWatch::Alarm"]
            .Sum(alarm => alarm["Metrics"]?.AsArray().Count(metric => metric!["MetricStat"] is not null) ?? 1)
        + 2
            * resources["AWS::ApplicationAutoScaling::ScalingPolicy"]
                .Count(policy => (string?)policy["PolicyType"] == "TargetTrackingScaling");

    private int Count(string type) => resources[type].Count();

    private JsonObject One(string type) => Assert.Single(resources[type]);

    private static decimal Number(JsonNode? value) => decimal.Parse(value!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
}
