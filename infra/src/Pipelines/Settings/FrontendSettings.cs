namespace Expenses.Settings;

public sealed record FrontendSettings
{
    /// <summary>The site's own name, as in "expenses.example.com"; without one it has Amplify's. Amplify tells which records its zone needs, or writes them where Route 53 has the zone.</summary>
    public string? Domain { get; init; }

    /// <summary>Days that the logs of the site's server are kept.</summary>
    public int LogDays { get; init; } = 14;

    internal IEnumerable<string> Findings(string path)
    {
        if (Domain is not null && !ApiDomainSettings.NamePattern().IsMatch(Domain))
            yield return $"{path}.domain is \"{Domain}\": it has to be a domain name, as in expenses.example.com.";
        foreach (var finding in Settings.LogDays.Findings($"{path}.logDays", LogDays))
            yield return finding;
    }
}
