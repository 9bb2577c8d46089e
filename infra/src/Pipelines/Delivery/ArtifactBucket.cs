using Amazon.CDK;
using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Expenses.Delivery;

/// <summary>What passes between actions. A stage goes back to the artifacts of then: only as long as they are kept.</summary>
/// <param name="acrossAccounts">Whether other accounts read it: they can only with a key of our own, which costs.</param>
internal sealed class ArtifactBucket(Construct scope, string id, bool acrossAccounts)
    : Bucket(
        scope,
        id,
        new BucketProps
        {
            Encryption = acrossAccounts ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED,
            EncryptionKey = acrossAccounts
                ? new Key(
                    scope,
                    $"{id}Key",
                    new KeyProps
                    {
                        Description = "Encrypts what passes between the actions of the expenses pipeline",
                        EnableKeyRotation = true,
                    }
                )
                : null,
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            EnforceSSL = true,
            LifecycleRules = [BeyondRollback()],
            ServerAccessLogsBucket = AccessLogs(scope, $"{id}AccessLogs"),
        }
    )
{
    /// <summary>How far back, in days, artifacts and images are there to roll back to. CodePipeline itself knows executions for 12 months.</summary>
    public const int DaysKept = 400;

    /// <summary>The pipeline copies them into the other regions that it deploys to: into buckets that it makes by itself, and that would keep them for ever.</summary>
    public static void KeepNoLongerElsewhere(Pipeline pipeline)
    {
        foreach (var region in pipeline.CrossRegionSupport.Values)
        {
            ((Bucket)region.ReplicationBucket).AddLifecycleRule(BeyondRollback());
            region.Stack.Acknowledge(
                "AwsSolutions-S1",
                "It holds copies alone: what was written, and by whom, is in the log of the bucket that they are made from. A log here would tell of nothing but deployments that CodePipeline lists anyway."
            );
        }
    }

    private static LifecycleRule BeyondRollback() => new() { Id = "BeyondRollback", Expiration = Duration.Days(DaysKept) };

    /// <summary>Who has read or written an artifact: kept for longer than the artifact itself.</summary>
    private static Bucket AccessLogs(Construct scope, string id) =>
        new(
            scope,
            id,
            new BucketProps
            {
                Encryption = BucketEncryption.S3_MANAGED,
                BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
                EnforceSSL = true,
                LifecycleRules = [new LifecycleRule { Id = "BeyondArtifacts", Expiration = Duration.Days(DaysKept + 30) }],
            }
        );
}
