using System.Text.RegularExpressions;

namespace Expenses.Settings;

public sealed partial record VpcSettings
{
    internal const int MaxZones = 3;

    /// <summary>
    /// The number of Availability Zones. A running environment can add a third zone but not remove it, because resources use its subnets.
    /// </summary>
    public required int AvailabilityZones { get; init; }

    /// <summary>
    /// Zone names, such as "us-east-1b"; unset means the first zones of the region. Not every zone supports Fargate on ARM, and zone names
    /// differ by account (infra/steps/preflight.sh). A change replaces the subnets.
    /// </summary>
    public IReadOnlyList<string>? Zones { get; init; }

    /// <summary>The number of NAT gateways. With one per zone, the network survives the loss of a zone.</summary>
    public required int NatGateways { get; init; }

    /// <summary>
    /// "gateway": NAT gateways, managed by AWS. "instance": t4g.nano instances at an eighth of the price, which are not replaced when they
    /// fail.
    /// </summary>
    public string Nat { get; init; } = "gateway";

    /// <summary>Days to keep the flow logs.</summary>
    public required int FlowLogDays { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        if (AvailabilityZones is < 2 or > MaxZones)
            yield return $"{path}.availabilityZones is {AvailabilityZones}; it must be 2 or 3, because Aurora and load balancers need two.";
        else if (NatGateways < 1 || NatGateways > AvailabilityZones)
            yield return $"{path}.natGateways is {NatGateways}; it must be between 1 and availabilityZones ({AvailabilityZones}).";
        if (Zones is not null && (Zones.Distinct().Count() < AvailabilityZones || !Zones.All(zone => ZonePattern().IsMatch(zone))))
        {
            yield return $"{path}.zones is [{string.Join(", ", Zones)}]; it must contain the names of at least {AvailabilityZones} "
                + "different zones (availabilityZones), such as us-east-1b.";
        }
        if (Nat is not ("gateway" or "instance"))
            yield return $"{path}.nat is \"{Nat}\"; it must be gateway or instance.";
        foreach (var finding in LogDays.Findings($"{path}.flowLogDays", FlowLogDays))
            yield return finding;
    }

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-\d[a-z]\z")]
    private static partial Regex ZonePattern();
}
