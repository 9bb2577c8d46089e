using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class CacheStackTests(SynthesisedApp app, Variants variants)
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Redis_requires_tls_and_a_token_and_is_encrypted_at_rest(string stage)
    {
        var group = Group(stage);
        Assert.Equal(("redis", "7.1"), ((string?)group["Engine"], (string?)group["EngineVersion"]));
        Assert.True((bool)group["TransitEncryptionEnabled"]!);
        Assert.True((bool)group["AtRestEncryptionEnabled"]!);
        Assert.Contains("{{resolve:secretsmanager:", group["AuthToken"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotEqual(6379, (int)group["Port"]!);
        Assert.True((bool)group["AutoMinorVersionUpgrade"]!);
    }

    [Theory]
    [InlineData("Dev", "cache.t4g.micro", 1, false)]
    [InlineData("Prod", "cache.t4g.micro", 2, true)]
    public void It_fails_over_to_another_zone_if_it_has_replicas(string stage, string type, int nodes, bool failover)
    {
        var group = Group(stage);
        Assert.Equal((type, nodes), ((string?)group["CacheNodeType"], (int)group["NumCacheClusters"]!));
        Assert.Equal((failover, failover), ((bool)group["AutomaticFailoverEnabled"]!, (bool)group["MultiAZEnabled"]!));
    }

    [Theory]
    [InlineData("Dev", 1, "Delete")]
    [InlineData("Prod", 7, "Snapshot")]
    public void Snapshots_are_kept_and_prod_leaves_a_final_one(string stage, int days, string policy)
    {
        Assert.Equal(days, (int)Group(stage)["SnapshotRetentionLimit"]!);
        Assert.Equal(policy, (string?)Assert.Single(Cache(stage).Resources("AWS::ElastiCache::ReplicationGroup").Values)["DeletionPolicy"]);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_is_in_the_isolated_subnets(string stage) =>
        Assert.All(
            Cache(stage).Only("AWS::ElastiCache::SubnetGroup")["SubnetIds"]!.AsArray(),
            subnet => Assert.Contains("Isolated", subnet!.ToJsonString(), StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Alarms_watch_its_memory_and_its_evictions(string stage)
    {
        Cache(stage).Has("AWS::CloudWatch::Alarm", """{ "MetricName": "DatabaseMemoryUsagePercentage", "Threshold": 80 }""");
        Cache(stage).Has("AWS::CloudWatch::Alarm", """{ "MetricName": "Evictions", "Threshold": 1 }""");
    }

    [Fact]
    public void Valkey_requires_tls_and_the_same_token_and_has_its_own_parameter_group()
    {
        var group = Template.FromStack(variants[Variants.Valkey].Stage("Dev").Cache).Only("AWS::ElastiCache::ReplicationGroup");
        Assert.Equal(
            ("valkey", "8.1", "default.valkey8"),
            ((string?)group["Engine"], (string?)group["EngineVersion"], (string?)group["CacheParameterGroupName"])
        );
        Assert.True((bool)group["TransitEncryptionEnabled"]!);
        Assert.Equal(Group("Dev")["AuthToken"]!.ToJsonString(), group["AuthToken"]!.ToJsonString());
    }

    private Template Cache(string stage) => Template.FromStack(app.Stage(stage).Cache);

    private JsonObject Group(string stage) => Cache(stage).Only("AWS::ElastiCache::ReplicationGroup");
}
