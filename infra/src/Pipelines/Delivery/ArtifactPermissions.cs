using Amazon.CDK;
using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.Pipelines;
using Constructs;

namespace Expenses.Delivery;

/// <summary>CDK grants the roles of the pipeline and its builds the artifacts, and the keys that encrypt them: here stands why with wildcards.</summary>
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
                    "CDK's grant on the bucket of the artifacts, whose keys CodePipeline makes up for each execution."
                );
            }
            foreach (var permission in (string[])[.. Read, contents])
            {
                delivery.AcknowledgePermission(
                    permission,
                    "The build that updates the pipeline reads the assembly from the bucket of the artifacts."
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
            "CDK's grant on the copy of the artifacts in another region, whose keys CodePipeline makes up for each execution."
        );

    private static void AcknowledgeKeys(CodePipeline delivery)
    {
        const string why = "CDK's grant on the key of the artifacts: to encrypt in every way that KMS has for it.";
        foreach (var half in (IConstruct[])[delivery.Pipeline, delivery])
        {
            half.AcknowledgePermission("Action::kms:GenerateDataKey*", why);
            half.AcknowledgePermission("Action::kms:ReEncrypt*", why);
        }
        if (delivery.Pipeline.CrossRegionSupport.Count > 0)
        {
            delivery.Pipeline.Role.AcknowledgePermission(
                "Resource::*",
                "CDK's grant on the keys of the copies in other regions, whose ARNs this stack can't know. To encrypt and to decrypt, and only the pipeline's own role."
            );
        }
    }
}
