using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Expenses.Application;

internal sealed class BundleBucketProps
{
    /// <summary>Whether the bundles outlive the stack.</summary>
    public required bool Protect { get; init; }

    /// <summary>Another account that brings bundles here, and reads them.</summary>
    public string? TrustedAccount { get; init; }
}

/// <summary>
/// What an environment's site is released from: the bundles, by their tag, and for each released commit which bundle is its own. Each is written
/// once and kept: a bundle is some megabytes, and no rule could know which one still runs.
/// </summary>
internal sealed class BundleBucket : Bucket
{
    /// <param name="name">A settled name: the pipeline's steps are allowed into exactly this bucket.</param>
    public BundleBucket(Construct scope, string id, string name, BundleBucketProps props)
        : base(
            scope,
            id,
            new BucketProps
            {
                BucketName = name,
                Versioned = true,
                // By S3's own key: another account may read with no key of ours.
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
            "It holds what every visitor of the site is sent. What is written is written once, by the pipeline's steps, which log it."
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
