namespace Expenses.Settings;

/// <summary>The settings of one environment, grouped by stack. EcrStack has no settings.</summary>
public sealed record EnvironmentSettings
{
    /// <summary>The name of the stage and part of the stack names: Dev, Expenses-Dev-Vpc.</summary>
    public required string Name { get; init; }

    /// <summary>Whether each release needs a manual approval before it is deployed to this environment.</summary>
    public bool Approve { get; init; }

    /// <summary>The AWS account; unset means the pipeline's account.</summary>
    public string? Account { get; init; }

    /// <summary>The region; unset means the pipeline's region.</summary>
    public string? Region { get; init; }

    /// <summary>Whether resources with data have deletion protection and outlive their stack.</summary>
    public required bool Protect { get; init; }

    public required VpcSettings Vpc { get; init; }

    public required DatabaseSettings Database { get; init; }

    public required CacheSettings Cache { get; init; }

    public required BackendSettings Backend { get; init; }

    public FrontendSettings Frontend { get; init; } = new();

    /// <summary>The bake time after a deployment: an alarm in this time rolls the stage back. 0 disables it.</summary>
    public required int BakeMinutes { get; init; }

    /// <summary>The branch that Amplify deploys the site from; the pipeline moves it.</summary>
    internal string ReleaseBranch => $"release/{Name}".ToLowerInvariant();

    internal IEnumerable<string> Findings(string path) =>
        [
            .. BakeMinutes is < 0 or > 60
                ? [$"{path}.bakeMinutes is {BakeMinutes}; it must be between 0 (no bake time) and 60."]
                : Array.Empty<string>(),
            .. Backend.MailSender is not null && Frontend.Domain is null
                ?
                [
                    $"{path}.backend.mailSender is \"{Backend.MailSender}\"; messages link to the site, so it must be set together with "
                        + $"{path}.frontend.domain. Set the domain, or remove the sender.",
                ]
                : Array.Empty<string>(),
            .. Vpc.Findings($"{path}.vpc"),
            .. Database.Findings($"{path}.database"),
            .. Cache.Findings($"{path}.cache"),
            .. Backend.Findings($"{path}.backend"),
            .. Frontend.Findings($"{path}.frontend"),
        ];
}
