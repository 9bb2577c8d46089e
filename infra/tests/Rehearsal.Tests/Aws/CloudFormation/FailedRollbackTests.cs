using System.Xml.Linq;
using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Tests.Aws.CloudFormation;

/// <summary>A stack that can neither be updated nor rolled back: a cache's engine doesn't go back to an earlier version.</summary>
[Collection<EmulatedAccount>]
public sealed class FailedRollbackTests(EmulatedAccount account)
{
    private readonly string stack = $"Stack{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_takes_no_update_until_its_rollback_is_continued()
    {
        await DeployAsync("7.0");
        var failure = await FailureAsync("7.1", broken: true);
        Assert.Contains($"{stack} ended as UPDATE_ROLLBACK_FAILED: Broken (AWS::SNS::Topic)", failure, StringComparison.Ordinal);
        Assert.Contains(
            "the rollback has failed, too: Cache (AWS::ElastiCache::ReplicationGroup): You can't downgrade",
            failure,
            StringComparison.Ordinal
        );
        Assert.Contains($"`aws cloudformation continue-update-rollback --stack-name {stack}`", failure, StringComparison.Ordinal);
        Assert.Matches(
            $"Stack:arn:aws:cloudformation:.*:stack/{stack}/.* is in UPDATE_ROLLBACK_FAILED state and can not be updated.",
            await FailureAsync("7.1")
        );

        await ContinueAsync();
        Assert.Equal("UPDATE_ROLLBACK_FAILED", await account.StatusAsync(stack, Cancel));
        Assert.Contains("Topic can not be skipped", (await ContinueAsync("Topic")).ToString(), StringComparison.Ordinal);
        await ContinueAsync("Cache");
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", await account.StatusAsync(stack, Cancel));
        Assert.Contains("UPDATE_ROLLBACK_COMPLETE state", (await ContinueAsync()).ToString(), StringComparison.Ordinal);
        await DeployAsync("7.1");
    }

    [Fact]
    public async Task It_can_be_deleted()
    {
        await DeployAsync("7.0");
        await FailureAsync("7.1", broken: true);
        await account.CloudFormationAsync("DeleteStack", Cancel, ("StackName", stack));
        Assert.Equal("", await account.StatusAsync(stack, Cancel));
    }

    private Task<XDocument> ContinueAsync(params string[] skipped) =>
        account.CloudFormationAsync(
            "ContinueUpdateRollback",
            Cancel,
            [("StackName", stack), .. skipped.Select((name, index) => ($"ResourcesToSkip.member.{index + 1}", name))]
        );

    private async Task<string> FailureAsync(string version, bool broken = false) =>
        (await Assert.ThrowsAsync<DeploymentFailed>(() => DeployAsync(version, broken))).Message;

    private Task DeployAsync(string version, bool broken = false) =>
        account.DeployAsync(
            stack,
            $$"""
            "Resources": {
              "Cache": { "Type": "AWS::ElastiCache::ReplicationGroup", "Properties": {
                "ReplicationGroupDescription": "Cache", "CacheNodeType": "cache.t4g.micro", "NumCacheClusters": 1,
                "AutomaticFailoverEnabled": false, "TransitEncryptionEnabled": true, "EngineVersion": "{{version}}" } },
              "Topic": { "Type": "AWS::SNS::Topic" }
              {{(
                broken ? """, "Broken": { "Type": "AWS::SNS::Topic", "DependsOn": "Cache", "Properties": { "TopicName": "it's" } }""" : ""
            )}}
            }
            """,
            Cancel
        );
}
