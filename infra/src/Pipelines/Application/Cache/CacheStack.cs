using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

public sealed class CacheStackProps : StackProps
{
    public required CacheSettings Settings { get; init; }

    public required IVpc Vpc { get; init; }

    /// <summary>Whether deleting the cache leaves a snapshot.</summary>
    public required bool Protect { get; init; }

    public required Runbook Runbook { get; init; }
}

/// <summary>The in-memory cache in front of the database.</summary>
public sealed class CacheStack : Stack
{
    public CacheStack(Construct scope, string id, CacheStackProps props)
        : base(scope, id, props)
    {
        Cache = new RedisCache(this, "Redis", props);
        _ = new CacheAlarms(this, Cache, props.Runbook);
    }

    public RedisCache Cache { get; }
}
