using Amazon.CDK;
using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.Pipelines;
using Constructs;

namespace Expenses.Delivery;

/// <summary>Suppresses findings about the wildcards in CDK's grants on the artifacts and their keys.</summary>
internal static class ArtifactPermissions
{
    private static readonly string[] Read = ["Action::s3:GetBucket*", "Action::s3:GetObject*", "Action::s3:List*"],
        Write = ["Action::s3:Abort*", "Action::s3:DeleteObject*"];

    extension(CodePipeline delivery)
    {
        public void AcknowledgeArtifactPermissions()
        {
            var pipeline = delivery.Pipeline;
            var contents = $"Resource::<{pipeline.ArtifactBucket.LogicalId()}.Arn>/*";
            foreach (var permission in (string[])[.. Read, .. Write, contents])
            {
                pipeline.AcknowledgePermission(
                    permission,
                    "CDK's grant on the artifact bucket. CodePipeline generates the object keys for each execution."
                );
            }
            foreach (var permission in (string[])[.. Read, contents])
            {
                delivery.AcknowledgePermission(
                    permission,
                    "The build that updates the pipeline reads the assembly from the artifact bucket."
                );
            }
            foreach (var replica in pipeline.CrossRegionSupport.Values.Select(support => support.ReplicationBucket))
                AcknowledgeReplica(pipeline, (string)Stack.Of(pipeline).Resolve(replica.BucketName));
            if (pipeline.ArtifactBucket.EncryptionKey is not null)
                AcknowledgeKeys(delivery);
        }
    }

    private static void AcknowledgeReplica(Pipeline pipeline, string bucket) =>
        pipeline.AcknowledgePermission(
            $"Resource::arn:<AWS::Partition>:s3:::{bucket}/*",
            "CDK's grant on the artifact bucket of another region. CodePipeline generates the object keys for each execution."
        );

    private static void AcknowledgeKeys(CodePipeline delivery)
    {
        const string Reason = "CDK's grant on the key of the artifacts: all KMS actions for encryption.";
        foreach (var scope in (IConstruct[])[delivery.Pipeline, delivery])
        {
            scope.AcknowledgePermission("Action::kms:GenerateDataKey*", Reason);
            scope.AcknowledgePermission("Action::kms:ReEncrypt*", Reason);
        }
        if (delivery.Pipeline.CrossRegionSupport.Count > 0)
        {
            delivery.Pipeline.Role.AcknowledgePermission(
                "Resource::*",
                "CDK's grant on the keys of the copies in other regions, whose ARNs this stack can't know. Only the pipeline's role has "
                    + "it, to encrypt and decrypt."
            );
        }
    }
}
