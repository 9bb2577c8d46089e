using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>How the Bootstrap workflow on GitHub gets access to an account, without long-lived keys.</summary>
public sealed record AccessSettings
{
    /// <summary>
    /// GitHub's identity provider in IAM: "create" creates it, "existing" uses the account's own. An account can have only one.
    /// </summary>
    public string Provider { get; init; } = "create";

    /// <summary>
    /// The repository in the subject claim of GitHub's tokens; unset means "repo:owner/name". For a repository that was created or renamed
    /// after July 2026, the claim contains IDs: "repo:owner@123/name@456".
    /// </summary>
    public string? Subject { get; init; }

    /// <param name="repository">The repository in the settings, "owner/name".</param>
    internal IEnumerable<string> Findings(string path, string repository)
    {
        if (Provider is not ("create" or "existing"))
            yield return $"{path}.provider is \"{Provider}\"; it must be create or existing.";
        if (Subject is not null && !IsSubjectOf(repository))
        {
            yield return $"{path}.subject is \"{Subject}\"; it must be the subject of {repository} in GitHub's tokens, with IDs, "
                + "such as repo:example@123/expenses@456.";
        }
    }

    private bool IsSubjectOf(string repository) =>
        Regex.IsMatch(Subject!, @"^repo:[^/@]+@\d+/[^/@]+@\d+\z") && Regex.Replace(Subject!["repo:".Length..], @"@\d+", "") == repository;
}
