namespace Expenses.Settings;

public sealed record VpcSettings
{
    internal const int MostZones = 3;

    /// <summary>How many Availability Zones the subnets spread over. A running environment takes a third one, and can't give it back: what runs there holds its subnets.</summary>
    public required int AvailabilityZones { get; init; }

    /// <summary>
    /// The letters of the zones, in the order in which they are taken, as in ["b", "c", "d"]; unset means the region's first ones. Not every zone runs ARM tasks on Fargate: use1-az3 doesn't, and which letter that is differs by account.
    /// They can't change on a running environment, whose subnets would move.
    /// </summary>
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
        if (Zones is not null && (Zones.Count < AvailabilityZones || Zones.Distinct().Count() < Zones.Count || Zones.Any(zone => zone is not [>= 'a' and <= 'z'])))
            yield return $"{path}.zones is [{string.Join(", ", Zones)}]: it has to be at least {AvailabilityZones} different letters, one for each of availabilityZones.";
        if (Nat is not ("gateway" or "instance"))
            yield return $"{path}.nat is \"{Nat}\": it has to be gateway or instance.";
        foreach (var finding in LogDays.Findings($"{path}.flowLogDays", FlowLogDays))
            yield return finding;
    }
}
