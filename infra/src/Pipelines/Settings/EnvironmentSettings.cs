namespace Expenses.Settings;

/// <summary>What one environment is like, stack by stack. EcrStack and FrontendAppStack have nothing to set.</summary>
public sealed record EnvironmentSettings
{
    public required VpcSettings Vpc { get; init; }

    public required DatabaseSettings Database { get; init; }

    public required CacheSettings Cache { get; init; }

    public required BackendSettings Backend { get; init; }

    /// <summary>How long a release is watched before it counts as delivered: an alarm in this time sends the stage back. 0 watches nothing.</summary>
    public required int BakeMinutes { get; init; }

    internal IEnumerable<string> Findings(string path) =>
    [
        .. BakeMinutes is < 0 or > 60 ? [$"{path}.bakeMinutes is {BakeMinutes}: it has to be between 0 (nothing is watched) and 60."] : Array.Empty<string>(),
        .. Vpc.Findings($"{path}.vpc"),
        .. Database.Findings($"{path}.database"),
        .. Cache.Findings($"{path}.cache"),
        .. Backend.Findings($"{path}.backend"),
    ];
}
