using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Expenses.Application;

/// <summary>What can be done with a bucket of bundles: put together by name, since a step may not refer to a resource of a stage.</summary>
internal static class BundleAccess
{
    /// <summary>With the list: without it S3 says of what isn't there that it may not be seen.</summary>
    public static PolicyStatement[] Read(string bucket) => [Allow("s3:ListBucket", bucket), Allow("s3:GetObject", $"{bucket}/*")];

    public static PolicyStatement Write(string bucket) => Allow("s3:PutObject", $"{bucket}/*");

    /// <param name="holder">What has these permissions, or holds what has them.</param>
    public static void Acknowledge(IConstruct holder, string bucket)
    {
        var name = bucket
            .Replace(Aws.ACCOUNT_ID, "<AWS::AccountId>", StringComparison.Ordinal)
            .Replace(Aws.REGION, "<AWS::Region>", StringComparison.Ordinal);
        holder.AcknowledgePermission(
            $"Resource::arn:<AWS::Partition>:s3:::{name}/*",
            "Everything in the bucket is a bundle or names one. Its keys are tags and commits, which no policy could list."
        );
    }

    private static PolicyStatement Allow(string action, string resource) =>
        new(new PolicyStatementProps { Actions = [action], Resources = [$"arn:{Aws.PARTITION}:s3:::{resource}"] });
}
