namespace Rehearsal.Aws.Iam;

/// <summary>The credentials of a role's session.</summary>
internal sealed record Credentials(string AccessKeyId, string SecretAccessKey, string SessionToken)
{
    /// <summary>The credentials of the rehearsal itself, an administrator, whose calls aren't judged.</summary>
    public static Credentials Administrator { get; } = new("rehearsal", "rehearsal", "");

    /// <summary>The variables from which every SDK and the AWS CLI read credentials.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables =>
        [
            new("AWS_ACCESS_KEY_ID", AccessKeyId),
            new("AWS_SECRET_ACCESS_KEY", SecretAccessKey),
            .. SessionToken.Length > 0 ? [new("AWS_SESSION_TOKEN", SessionToken)] : Array.Empty<KeyValuePair<string, string>>(),
        ];
}
