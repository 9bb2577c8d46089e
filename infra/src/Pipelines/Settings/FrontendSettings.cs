namespace Expenses.Settings;

public sealed record FrontendSettings
{
    /// <summary>
    /// The site's domain name, such as "expenses.example.com"; unset means Amplify's. Amplify creates the DNS records in Route 53, or shows
    /// which ones another DNS service needs.
    /// </summary>
    public string? Domain { get; init; }

    /// <summary>Days to keep the server logs of the site.</summary>
    public int LogDays { get; init; } = 14;

    internal IEnumerable<string> Findings(string path)
    {
        if (Domain is not null && !ApiDomainSettings.NamePattern().IsMatch(Domain))
            yield return $"{path}.domain is \"{Domain}\"; it must be a domain name, such as expenses.example.com.";
        foreach (var finding in Settings.LogDays.Findings($"{path}.logDays", LogDays))
            yield return finding;
    }
}
