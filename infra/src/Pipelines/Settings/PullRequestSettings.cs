using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>Checks of pull requests, which run code that nobody has reviewed. Unset means that there are none.</summary>
public sealed partial record PullRequestSettings
{
    /// <summary>The ARN of the secret with the token that clones, reports the verdict and makes the webhook. Code of a pull request can read it: it must not be able to push.</summary>
    public required string TokenSecretArn { get; init; }

    /// <param name="pushToken">The name of the secret whose token may push.</param>
    internal IEnumerable<string> Findings(string path, string pushToken)
    {
        if (!SecretPattern().IsMatch(TokenSecretArn))
            yield return $"{path}.tokenSecretArn is \"{TokenSecretArn}\": it has to be the whole ARN of a secret, arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-ABCDEF.";
        else if (TokenSecretArn.Split(':')[^1][..^"-ABCDEF".Length] == pushToken)
            yield return $"{path}.tokenSecretArn is \"{TokenSecretArn}\", the secret of github.releaseToken, whose token may push: it has to be a secret of its own, with a token that can't.";
    }

    [GeneratedRegex(@"^arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}\z")]
    private static partial Regex SecretPattern();
}
