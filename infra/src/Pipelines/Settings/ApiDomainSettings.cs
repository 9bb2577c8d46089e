using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>A name for the API, in a hosted zone of Route 53 that is there already.</summary>
public sealed partial record ApiDomainSettings
{
    /// <summary>As in "api.example.com".</summary>
    public required string Name { get; init; }

    /// <summary>The zone's own name: "example.com".</summary>
    public required string HostedZone { get; init; }

    /// <summary>As Route 53 names it: "Z0123456789ABCDEFGHIJ".</summary>
    public required string HostedZoneId { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        if (!NamePattern().IsMatch(HostedZone))
            yield return $"{path}.hostedZone is \"{HostedZone}\": it has to be a domain name, as in example.com.";
        if (!NamePattern().IsMatch(Name) || !$".{Name}".EndsWith($".{HostedZone}", StringComparison.Ordinal))
            yield return $"{path}.name is \"{Name}\": it has to be a name in the hosted zone ({HostedZone}), as in api.{HostedZone}.";
        if (!ZonePattern().IsMatch(HostedZoneId))
            yield return $"{path}.hostedZoneId is \"{HostedZoneId}\": it has to be the zone's ID in Route 53, which begins with Z.";
    }

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}\z")]
    internal static partial Regex NamePattern();

    [GeneratedRegex(@"^Z[A-Z0-9]+\z")]
    private static partial Regex ZonePattern();
}
