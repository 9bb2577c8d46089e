using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Expenses.Application;

/// <summary>Permissions on a bundle bucket, by name, because a step can't reference a resource of a stage.</summary>
internal static class BundleAccess
{
    /// <summary>Includes ListBucket: without it, S3 reports a missing object as access denied.</summary>
    public static PolicyStatement[] Read(string bucket) => [Allow("s3:ListBucket", bucket), Allow("s3:GetObject", $"{bucket}/*")];

    public static PolicyStatement Write(string bucket) => Allow("s3:PutObject", $"{bucket}/*");

    /// <param name="holder">The construct that has these permissions, or one above it.</param>
    public static void Acknowledge(IConstruct holder, string bucket) =>
        holder.AcknowledgePermission(
            $"Resource::{Arn($"{bucket}/*")}",
            "The bucket holds only bundles and references to them. The keys are tags and commits, which a policy can't list."
        );

    private static PolicyStatement Allow(string action, string resource) =>
        new(new PolicyStatementProps { Actions = [action], Resources = [Arn(resource)] });

    private static string Arn(string resource) => $"arn:{Aws.PARTITION}:s3:::{resource}";
}
