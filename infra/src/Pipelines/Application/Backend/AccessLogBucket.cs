using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Expenses.Application;

/// <summary>The access logs of the load balancer and, without a domain, of CloudFront.</summary>
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
                // Load balancers can write only to buckets with S3 managed keys.
                Encryption = BucketEncryption.S3_MANAGED,
                BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
                EnforceSSL = true,
                // CloudFront delivers its logs with an access control list.
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
        this.Acknowledge("AwsSolutions-S1", "The bucket holds access logs. Logging access to logs would never end.");
        AddToResourcePolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    // The same principal in every region. CDK's own grant would need to know the region.
                    Principals = [new ServicePrincipal("logdelivery.elasticloadbalancing.amazonaws.com")],
                    Actions = ["s3:PutObject"],
                    Resources = [ArnForObjects($"{BalancerPrefix}/AWSLogs/{Stack.Of(this).Account}/*")],
                }
            )
        );
    }
}
