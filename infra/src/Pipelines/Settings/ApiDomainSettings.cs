using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>A domain name for the API, in an existing Route 53 hosted zone.</summary>
public sealed partial record ApiDomainSettings
{
    /// <summary>The API's domain name, such as "api.example.com".</summary>
    public required string Name { get; init; }

    /// <summary>The domain name of the hosted zone, such as "example.com".</summary>
    public required string HostedZone { get; init; }

    /// <summary>The zone's ID in Route 53, such as "Z0123456789ABCDEFGHIJ".</summary>
    public required string HostedZoneId { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        if (!NamePattern().IsMatch(HostedZone))
            yield return $"{path}.hostedZone is \"{HostedZone}\"; it must be a domain name, such as example.com.";
        if (!NamePattern().IsMatch(Name) || !$".{Name}".EndsWith($".{HostedZone}", StringComparison.Ordinal))
            yield return $"{path}.name is \"{Name}\"; it must be a name in the hosted zone {HostedZone}, such as api.{HostedZone}.";
        if (!ZonePattern().IsMatch(HostedZoneId))
            yield return $"{path}.hostedZoneId is \"{HostedZoneId}\"; it must be the zone's ID in Route 53, which begins with Z.";
    }

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}\z")]
    internal static partial Regex NamePattern();

    [GeneratedRegex(@"^Z[A-Z0-9]+\z")]
    private static partial Regex ZonePattern();
}
