using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>The names of the secrets in Secrets Manager that hold GitHub's tokens; infra/steps/store-token.sh stores them.</summary>
public sealed partial record GithubSettings
{
    /// <summary>The token that moves the release branches: in the pipeline's account and region.</summary>
    public required string ReleaseToken { get; init; }

    /// <summary>The token by which Amplify is let into the repository: in each account and region of an environment.</summary>
    public required string AmplifyToken { get; init; }

    internal IEnumerable<string> Findings(string path) =>
        from token in new[] { (Key: "releaseToken", Name: ReleaseToken), (Key: "amplifyToken", Name: AmplifyToken) }
        where !NamePattern().IsMatch(token.Name) || ArnEndPattern().IsMatch(token.Name)
        select $"{path}.{token.Key} is \"{token.Name}\": it has to be the name of a secret, not its ARN, as in expenses/github-token; letters, digits and /_+=.@- are allowed, a hyphen and six characters at the end are not.";

    [GeneratedRegex(@"^[A-Za-z0-9/_+=.@-]{1,512}\z")]
    private static partial Regex NamePattern();

    /// <summary>Secrets Manager ends ARNs so, and takes a name that ends so for one.</summary>
    [GeneratedRegex(@"-[A-Za-z0-9]{6}\z")]
    private static partial Regex ArnEndPattern();
}
