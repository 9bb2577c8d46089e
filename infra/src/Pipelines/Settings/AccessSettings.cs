using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>How the workflow Bootstrap comes into an account from GitHub, without a key that lasts.</summary>
public sealed record AccessSettings
{
    /// <summary>GitHub's identity provider in IAM, of which an account has one at most: "create" makes it, "existing" takes the one that is there.</summary>
    public string Provider { get; init; } = "create";

    /// <summary>What GitHub's tokens call the repository; unset means "repo:owner/name". One that was made or renamed after July 2026 is called with its numbers: "repo:owner@123/name@456".</summary>
    public string? Subject { get; init; }

    /// <param name="repository">The repository of the settings, "owner/name".</param>
    internal IEnumerable<string> Findings(string path, string repository)
    {
        if (Provider is not ("create" or "existing"))
            yield return $"{path}.provider is \"{Provider}\": it has to be create or existing.";
        if (Subject is not null && !IsOf(repository))
            yield return $"{path}.subject is \"{Subject}\": it has to be what GitHub's tokens call {repository}, with its numbers, as in repo:example@123/expenses@456.";
    }

    private bool IsOf(string repository) =>
        Regex.IsMatch(Subject!, @"^repo:[^/@]+@\d+/[^/@]+@\d+\z") && Regex.Replace(Subject!["repo:".Length..], @"@\d+", "") == repository;
}
