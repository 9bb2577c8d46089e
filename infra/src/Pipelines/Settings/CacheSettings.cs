namespace Expenses.Settings;

public sealed record CacheSettings
{
    /// <summary>The version of ElastiCache for Redis: "7.1" is its last; what came after is Valkey.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>As ElastiCache names it: "cache.t4g.micro".</summary>
    public required string NodeType { get; init; }

    /// <summary>One primary and, from two on, replicas in other zones that take over by themselves.</summary>
    public required int Nodes { get; init; }

    /// <summary>Days that daily snapshots are kept; 0 takes none.</summary>
    public required int SnapshotDays { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        if (EngineVersion is not ("7.0" or "7.1"))
            yield return $"{path}.engineVersion is \"{EngineVersion}\": it has to be 7.0 or 7.1.";
        if (!NodeType.StartsWith("cache.", StringComparison.Ordinal))
            yield return $"{path}.nodeType is \"{NodeType}\": it has to be a node type of ElastiCache, as in cache.t4g.micro.";
        if (Nodes is < 1 or > 6)
            yield return $"{path}.nodes is {Nodes}: it has to be between 1 and 6.";
        if (SnapshotDays is < 0 or > 35)
            yield return $"{path}.snapshotDays is {SnapshotDays}: it has to be between 0 (none) and 35.";
    }
}
