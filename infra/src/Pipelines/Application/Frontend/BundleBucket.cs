using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Expenses.Application;

internal sealed class BundleBucketProps
{
    /// <summary>Whether the bundles outlive the stack.</summary>
    public required bool Protect { get; init; }

    /// <summary>The account of the pipeline, if it is another account. It may read and write bundles.</summary>
    public string? TrustedAccount { get; init; }
}

/// <summary>
/// The bundles of an environment's site, by tag, and the tag of each released commit. Objects are written once and never expire: a bundle
/// is only some megabytes, and a lifecycle rule can't know which one is live.
/// </summary>
internal sealed class BundleBucket : Bucket
{
    /// <param name="name">A fixed name, which the permissions of the pipeline's steps use.</param>
    public BundleBucket(Construct scope, string id, string name, BundleBucketProps props)
        : base(
            scope,
            id,
            new BucketProps
            {
                BucketName = name,
                Versioned = true,
                // S3 managed, so that another account needs no permissions on a key.
                Encryption = BucketEncryption.S3_MANAGED,
                BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
                EnforceSSL = true,
                LifecycleRules = [new LifecycleRule { Id = "Unfinished", AbortIncompleteMultipartUploadAfter = Duration.Days(1) }],
                RemovalPolicy = props.Protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
            }
        )
    {
        this.Acknowledge(
            "AwsSolutions-S1",
            "The content is public as the site. Objects are written once, by the pipeline's steps, which log it."
        );
        AddToResourcePolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Sid = "WrittenOnce",
                    Effect = Effect.DENY,
                    Principals = [new AnyPrincipal()],
                    Actions = ["s3:PutObject"],
                    Resources = [ArnForObjects("*")],
                    Conditions = new Dictionary<string, object>
                    {
                        ["Null"] = new Dictionary<string, object> { ["s3:if-none-match"] = "true" },
                    },
                }
            )
        );
        if (props.TrustedAccount is not { } account)
            return;
        AddToResourcePolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Principals = [new AccountPrincipal(account)],
                    Actions = ["s3:ListBucket"],
                    Resources = [BucketArn],
                }
            )
        );
        AddToResourcePolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Principals = [new AccountPrincipal(account)],
                    Actions = ["s3:GetObject", "s3:PutObject"],
                    Resources = [ArnForObjects("*")],
                }
            )
        );
    }
}
