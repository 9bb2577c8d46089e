using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>Checks of pull requests, which run unreviewed code. Unset: no checks.</summary>
public sealed partial record PullRequestSettings
{
    /// <summary>
    /// The ARN of the secret with the token that clones, reports the result and creates the webhook. Code in a pull request can read the
    /// token, so it must not have permission to push.
    /// </summary>
    public required string TokenSecretArn { get; init; }

    /// <param name="pushToken">The name of the secret with the token that can push.</param>
    internal IEnumerable<string> Findings(string path, string pushToken)
    {
        if (!SecretPattern().IsMatch(TokenSecretArn))
        {
            yield return $"{path}.tokenSecretArn is \"{TokenSecretArn}\"; it must be the full ARN of a secret, "
                + "arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-ABCDEF.";
        }
        else if (TokenSecretArn.Split(':')[^1][..^"-ABCDEF".Length] == pushToken)
        {
            yield return $"{path}.tokenSecretArn is \"{TokenSecretArn}\", the secret of github.releaseToken; it must be another secret, "
                + "with a token that can't push.";
        }
    }

    [GeneratedRegex(@"^arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}\z")]
    private static partial Regex SecretPattern();
}
