using Amazon.CDK;
using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Expenses.Delivery;

/// <summary>The artifacts that pass between actions. A rollback needs the artifacts of the execution that it returns to.</summary>
/// <param name="crossAccount">Whether other accounts read the artifacts: that requires a customer managed key, which costs.</param>
internal sealed class ArtifactBucket(Construct scope, string id, bool crossAccount)
    : Bucket(
        scope,
        id,
        new BucketProps
        {
            Encryption = crossAccount ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED,
            EncryptionKey = crossAccount
                ? new Key(
                    scope,
                    $"{id}Key",
                    new KeyProps { Description = "Encrypts the artifacts of the expenses pipeline", EnableKeyRotation = true }
                )
                : null,
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            EnforceSSL = true,
            LifecycleRules = [ExpirationRule()],
            ServerAccessLogsBucket = AccessLogs(scope, $"{id}AccessLogs"),
        }
    )
{
    /// <summary>Days to keep artifacts and images for rollbacks. CodePipeline keeps executions for 12 months.</summary>
    public const int RetentionDays = 400;

    /// <summary>Expires the copies in other regions. CDK creates their buckets without a lifecycle rule.</summary>
    public static void ExpireReplicas(Pipeline pipeline)
    {
        foreach (var region in pipeline.CrossRegionSupport.Values)
        {
            ((Bucket)region.ReplicationBucket).AddLifecycleRule(ExpirationRule());
            region.Stack.Acknowledge(
                "AwsSolutions-S1",
                "It holds only copies. The access log of the original bucket records writes, and CodePipeline lists the deployments "
                    + "that read the copies."
            );
        }
    }

    private static LifecycleRule ExpirationRule() => new() { Id = "BeyondRollback", Expiration = Duration.Days(RetentionDays) };

    /// <summary>The access log, kept for longer than the artifacts.</summary>
    private static Bucket AccessLogs(Construct scope, string id) =>
        new(
            scope,
            id,
            new BucketProps
            {
                Encryption = BucketEncryption.S3_MANAGED,
                BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
                EnforceSSL = true,
                LifecycleRules = [new LifecycleRule { Id = "BeyondArtifacts", Expiration = Duration.Days(RetentionDays + 30) }],
            }
        );
}
