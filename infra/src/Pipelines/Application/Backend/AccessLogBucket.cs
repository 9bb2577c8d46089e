using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Expenses.Application;

/// <summary>Where the load balancer, and CloudFront where it stands before it, write who has asked for what.</summary>
internal sealed class AccessLogBucket : Bucket
{
    public const string BalancerPrefix = "load-balancer",
        DistributionPrefix = "cloudfront/";

    public AccessLogBucket(Construct scope, string id, int days, bool protect)
        : base(
            scope,
            id,
            new BucketProps
            {
                // The key of S3 itself: load balancers can write with no other.
                Encryption = BucketEncryption.S3_MANAGED,
                BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
                EnforceSSL = true,
                // CloudFront hands its logs over by an access control list.
                ObjectOwnership = Amazon.CDK.AWS.S3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
                LifecycleRules =
                [
                    new LifecycleRule
                    {
                        Id = "Kept",
                        Expiration = Duration.Days(days),
                        AbortIncompleteMultipartUploadAfter = Duration.Days(1),
                    },
                ],
                RemovalPolicy = protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
            }
        )
    {
        this.Acknowledge("AwsSolutions-S1", "It holds access logs: a log of who reads logs would have to be logged as well.");
        AddToResourcePolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    // The same in every region, though CDK would want to know which it is.
                    Principals = [new ServicePrincipal("logdelivery.elasticloadbalancing.amazonaws.com")],
                    Actions = ["s3:PutObject"],
                    Resources = [ArnForObjects($"{BalancerPrefix}/AWSLogs/{Stack.Of(this).Account}/*")],
                }
            )
        );
    }
}
