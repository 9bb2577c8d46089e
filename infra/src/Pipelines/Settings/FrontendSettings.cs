namespace Expenses.Settings;

public sealed record FrontendSettings
{
    /// <summary>The site's own name, as in "expenses.example.com"; without one it has Amplify's. Amplify tells which records its zone needs, or writes them where Route 53 has the zone.</summary>
    public string? Domain { get; init; }

    internal IEnumerable<string> Findings(string path) =>
        Domain is null || ApiDomainSettings.NamePattern().IsMatch(Domain) ? [] : [$"{path}.domain is \"{Domain}\": it has to be a domain name, as in expenses.example.com."];
}
