namespace Expenses.Settings;

public sealed record CacheSettings
{
    private static readonly Dictionary<string, string[]> Versions = new()
    {
        ["redis"] = ["7.0", "7.1"],
        ["valkey"] = ["7.2", "8.0", "8.1", "8.2"],
    };

    /// <summary>"redis", or "valkey", its free successor at four fifths of the price. A running Redis becomes Valkey in place, and not Redis again.</summary>
    public string Engine { get; init; } = "redis";

    /// <summary>The engine's version. "7.1" is the last of ElastiCache for Redis; Valkey begins with "7.2".</summary>
    public required string EngineVersion { get; init; }

    /// <summary>As ElastiCache names it: "cache.t4g.micro".</summary>
    public required string NodeType { get; init; }

    /// <summary>One primary and, from two on, replicas in other zones that take over by themselves.</summary>
    public required int Nodes { get; init; }

    /// <summary>Days that daily snapshots are kept; 0 takes none.</summary>
    public required int SnapshotDays { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        if (!Versions.TryGetValue(Engine, out var versions))
            yield return $"{path}.engine is \"{Engine}\": it has to be redis or valkey.";
        else if (!versions.Contains(EngineVersion))
            yield return $"{path}.engineVersion is \"{EngineVersion}\": with {Engine} it has to be {string.Join(", ", versions[..^1])} or {versions[^1]}.";
        if (!NodeType.StartsWith("cache.", StringComparison.Ordinal))
            yield return $"{path}.nodeType is \"{NodeType}\": it has to be a node type of ElastiCache, as in cache.t4g.micro.";
        if (Nodes is < 1 or > 6)
            yield return $"{path}.nodes is {Nodes}: it has to be between 1 and 6.";
        if (SnapshotDays is < 0 or > 35)
            yield return $"{path}.snapshotDays is {SnapshotDays}: it has to be between 0 (none) and 35.";
    }
}
