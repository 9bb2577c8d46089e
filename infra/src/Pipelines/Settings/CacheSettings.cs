namespace Expenses.Settings;

public sealed record CacheSettings
{
    private static readonly Dictionary<string, string[]> Versions = new()
    {
        ["redis"] = ["7.0", "7.1"],
        ["valkey"] = ["7.2", "8.0", "8.1", "8.2"],
    };

    /// <summary>
    /// "redis", or "valkey", its open-source successor, which is 20 % cheaper. A running cache can change to Valkey in place, but not back.
    /// </summary>
    public string Engine { get; init; } = "redis";

    /// <summary>The engine's version. ElastiCache for Redis ends with "7.1"; Valkey starts with "7.2".</summary>
    public required string EngineVersion { get; init; }

    /// <summary>An ElastiCache node type, such as "cache.t4g.micro".</summary>
    public required string NodeType { get; init; }

    /// <summary>The number of nodes: one primary, and replicas in other zones that take over automatically.</summary>
    public required int Nodes { get; init; }

    /// <summary>Days to keep daily snapshots; 0 disables snapshots.</summary>
    public required int SnapshotDays { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        if (!Versions.TryGetValue(Engine, out var versions))
        {
            yield return $"{path}.engine is \"{Engine}\"; it must be redis or valkey.";
        }
        else if (!versions.Contains(EngineVersion))
        {
            yield return $"{path}.engineVersion is \"{EngineVersion}\"; with {Engine} it must be "
                + $"{string.Join(", ", versions[..^1])} or {versions[^1]}.";
        }
        if (!NodeType.StartsWith("cache.", StringComparison.Ordinal))
            yield return $"{path}.nodeType is \"{NodeType}\"; it must be an ElastiCache node type, such as cache.t4g.micro.";
        if (Nodes is < 1 or > 6)
            yield return $"{path}.nodes is {Nodes}; it must be between 1 and 6.";
        if (SnapshotDays is < 0 or > 35)
            yield return $"{path}.snapshotDays is {SnapshotDays}; it must be between 0 (no snapshots) and 35.";
    }
}
