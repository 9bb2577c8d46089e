using System.Text.RegularExpressions;

namespace Expenses.Settings;

public sealed partial record VpcSettings
{
    internal const int MostZones = 3;

    /// <summary>How many Availability Zones the subnets spread over. A running environment takes a third one, and can't give it back: what runs there holds its subnets.</summary>
    public required int AvailabilityZones { get; init; }

    /// <summary>Their names, as in "us-east-1b"; unset means the region's first. Fargate doesn't run ARM tasks in every zone, and each account has other names for them (infra/steps/preflight.sh). A change replaces the subnets.</summary>
    public IReadOnlyList<string>? Zones { get; init; }

    /// <summary>One serves all zones; one a zone survives the loss of a zone.</summary>
    public required int NatGateways { get; init; }

    /// <summary>What stands for a NAT gateway: "gateway", which AWS keeps running, or "instance", a t4g.nano at an eighth of the price that nobody replaces when it fails.</summary>
    public string Nat { get; init; } = "gateway";

    /// <summary>Days that the flow logs are kept.</summary>
    public required int FlowLogDays { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        if (AvailabilityZones is < 2 or > MostZones)
            yield return $"{path}.availabilityZones is {AvailabilityZones}: it has to be 2 or 3 (Aurora and the load balancer want two).";
        else if (NatGateways < 1 || NatGateways > AvailabilityZones)
            yield return $"{path}.natGateways is {NatGateways}: it has to be between 1 and availabilityZones ({AvailabilityZones}).";
        if (Zones is not null && (Zones.Distinct().Count() < AvailabilityZones || !Zones.All(zone => ZonePattern().IsMatch(zone))))
            yield return $"{path}.zones is [{string.Join(", ", Zones)}]: it has to be the names of at least {AvailabilityZones} different zones (availabilityZones), as in us-east-1b.";
        if (Nat is not ("gateway" or "instance"))
            yield return $"{path}.nat is \"{Nat}\": it has to be gateway or instance.";
        foreach (var finding in LogDays.Findings($"{path}.flowLogDays", FlowLogDays))
            yield return finding;
    }

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-\d[a-z]\z")]
    private static partial Regex ZonePattern();
}
