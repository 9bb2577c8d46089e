namespace Expenses.Settings;

public sealed record CacheSettings
{
    /// <summary>As ElastiCache names it: "cache.t4g.micro".</summary>
    public required string NodeType { get; init; }

    /// <summary>One primary and, from two on, replicas in other zones that take over by themselves.</summary>
    public required int Nodes { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        if (!NodeType.StartsWith("cache.", StringComparison.Ordinal))
            yield return $"{path}.nodeType is \"{NodeType}\": it has to be a node type of ElastiCache, as in cache.t4g.micro.";
        if (Nodes is < 1 or > 6)
            yield return $"{path}.nodes is {Nodes}: it has to be between 1 and 6.";
    }
}
