namespace Expenses.Settings;

/// <summary>What one environment is like: where it is, and then stack by stack. EcrStack has nothing to set.</summary>
public sealed record EnvironmentSettings
{
    /// <summary>What its stage and its stacks are called: Dev, Expenses-Dev-Vpc.</summary>
    public required string Name { get; init; }

    /// <summary>Whether a person approves each release before it goes to this environment.</summary>
    public bool Approve { get; init; }

    /// <summary>The AWS account; unset means the pipeline's own.</summary>
    public string? Account { get; init; }

    /// <summary>The region; unset means the pipeline's own.</summary>
    public string? Region { get; init; }

    /// <summary>Whether what holds data resists its deletion and outlives its stack: Prod's does, and Dev goes away clean.</summary>
    public required bool Protect { get; init; }

    public required VpcSettings Vpc { get; init; }

    public required DatabaseSettings Database { get; init; }

    public required CacheSettings Cache { get; init; }

    public required BackendSettings Backend { get; init; }

    public FrontendSettings Frontend { get; init; } = new();

    /// <summary>How long a release is watched before it counts as delivered: an alarm in this time sends the stage back. 0 watches nothing.</summary>
    public required int BakeMinutes { get; init; }

    /// <summary>The branch that Amplify deploys the site from. The pipeline moves it.</summary>
    internal string ReleaseBranch => $"release/{Name}".ToLowerInvariant();

    internal IEnumerable<string> Findings(string path) =>
        [
            .. BakeMinutes is < 0 or > 60
                ? [$"{path}.bakeMinutes is {BakeMinutes}: it has to be between 0 (nothing is watched) and 60."]
                : Array.Empty<string>(),
            .. Vpc.Findings($"{path}.vpc"),
            .. Database.Findings($"{path}.database"),
            .. Cache.Findings($"{path}.cache"),
            .. Backend.Findings($"{path}.backend"),
            .. Frontend.Findings($"{path}.frontend"),
        ];
}
