namespace Expenses.Settings;

/// <summary>What one environment is like, stack by stack. EcrStack and FrontendAppStack have nothing to set.</summary>
public sealed record EnvironmentSettings
{
    public required VpcSettings Vpc { get; init; }

    public required DatabaseSettings Database { get; init; }

    public required CacheSettings Cache { get; init; }

    public required BackendSettings Backend { get; init; }

    internal IEnumerable<string> Findings(string path) =>
    [
        .. Vpc.Findings($"{path}.vpc"),
        .. Database.Findings($"{path}.database"),
        .. Cache.Findings($"{path}.cache"),
        .. Backend.Findings($"{path}.backend"),
    ];
}
