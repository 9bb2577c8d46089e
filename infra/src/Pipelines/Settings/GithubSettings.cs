using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>The names of the secrets with GitHub tokens in Secrets Manager. infra/steps/store-token.sh stores the tokens.</summary>
public sealed partial record GithubSettings
{
    /// <summary>The token that moves the release branches, in the pipeline's account and region.</summary>
    public required string ReleaseToken { get; init; }

    /// <summary>The token that gives Amplify access to the repository, in the account and region of each environment.</summary>
    public required string AmplifyToken { get; init; }

    internal IEnumerable<string> Findings(string path) =>
        from token in new[] { (Key: "releaseToken", Name: ReleaseToken), (Key: "amplifyToken", Name: AmplifyToken) }
        where !NamePattern().IsMatch(token.Name) || ArnEndPattern().IsMatch(token.Name)
        select $"{path}.{token.Key} is \"{token.Name}\"; it must be the name of a secret, not its ARN, such as expenses/github-token. "
            + "Use letters, digits and /_+=.@-, and don't end it with a hyphen and six characters.";

    [GeneratedRegex(@"^[A-Za-z0-9/_+=.@-]{1,512}\z")]
    private static partial Regex NamePattern();

    /// <summary>The end of a secret's ARN. Secrets Manager mistakes a name with this end for a partial ARN.</summary>
    [GeneratedRegex(@"-[A-Za-z0-9]{6}\z")]
    private static partial Regex ArnEndPattern();
}
