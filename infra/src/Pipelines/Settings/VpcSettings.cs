namespace Expenses.Settings;

public sealed record VpcSettings
{
    /// <summary>How many Availability Zones the subnets spread over.</summary>
    public required int AvailabilityZones { get; init; }

    /// <summary>One serves all zones; one a zone survives the loss of a zone.</summary>
    public required int NatGateways { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        if (AvailabilityZones is < 2 or > 3)
            yield return $"{path}.availabilityZones is {AvailabilityZones}: it has to be 2 or 3 (Aurora and the load balancer want two).";
        else if (NatGateways < 1 || NatGateways > AvailabilityZones)
            yield return $"{path}.natGateways is {NatGateways}: it has to be between 1 and availabilityZones ({AvailabilityZones}).";
    }
}
