using Amazon.CDK.Assertions;

namespace Expenses.Tests;

public sealed class CacheStackTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev", 1, false)]
    [InlineData("Prod", 2, true)]
    public void Redis_is_reached_over_tls_with_a_token_only_and_fails_over_where_there_are_replicas(string stage, int nodes, bool failover)
    {
        var group = Template.FromStack(app.Stage(stage).Cache).Only("AWS::ElastiCache::ReplicationGroup");
        Assert.Equal("redis", (string?)group["Engine"]);
        Assert.True((bool)group["TransitEncryptionEnabled"]!);
        Assert.True((bool)group["AtRestEncryptionEnabled"]!);
        Assert.Contains("{{resolve:secretsmanager:", group["AuthToken"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((nodes, failover), ((int)group["NumCacheClusters"]!, (bool)group["AutomaticFailoverEnabled"]!));
    }
}
