using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.RegionInfo;
using Constructs;

namespace Expenses.Application;

public sealed class EcrStackProps : StackProps
{
    /// <summary>A fixed name, which the permissions of the pipeline's steps use.</summary>
    public required string RepositoryName { get; init; }

    /// <summary>Days to keep images for rollbacks.</summary>
    public required int RollbackDays { get; init; }

    /// <summary>A fixed name with the account and region, which the permissions of the pipeline's steps use.</summary>
    public required string BundleBucketName { get; init; }

    /// <summary>Whether the images and the bundles outlive the stack.</summary>
    public required bool Protect { get; init; }

    /// <summary>The account of the pipeline, if it is another account. It may read and write images and bundles.</summary>
    public string? TrustedAccount { get; init; }
}

/// <summary>The artifacts of a stage: a repository for the backend's images, and a bucket for the site's bundles.</summary>
public sealed class EcrStack : Stack
{
    /// <summary>An upper limit: one release every quarter of an hour.</summary>
    private const int ReleasesPerDay = 100;

    public EcrStack(Construct scope, string id, EcrStackProps props)
        : base(scope, id, props)
    {
        RepositoryName = props.RepositoryName;
        Repository = new Repository(
            this,
            "Backend",
            new RepositoryProps
            {
                RepositoryName = props.RepositoryName,
                ImageTagMutability = TagMutability.IMMUTABLE,
                ImageScanOnPush = true,
                // By count, not by age: if the backend doesn't change for a year, its live image is a year old. ECR can't combine both or
                // know which image is live.
                LifecycleRules =
                [
                    new LifecycleRule
                    {
                        MaxImageCount = props.RollbackDays * ReleasesPerDay,
                        Description = $"Keeps the images of {props.RollbackDays} days, for rollbacks",
                    },
                ],
                RemovalPolicy = props.Protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
                EmptyOnDelete = !props.Protect,
            }
        );

        if (props.TrustedAccount is { } account)
            Repository.AddToResourcePolicy(Allow(new AccountPrincipal(account)));

        BundleBucketName = props.BundleBucketName;
        _ = new BundleBucket(
            this,
            "Bundles",
            props.BundleBucketName,
            new BundleBucketProps { Protect = props.Protect, TrustedAccount = props.TrustedAccount }
        );

        RepositoryUri = new CfnOutput(this, "RepositoryUri", new CfnOutputProps { Value = Repository.RepositoryUri });
    }

    public Repository Repository { get; }

    public string RepositoryName { get; }

    /// <summary>The host of the registry; null if it is known only at deployment.</summary>
    public string? Registry =>
        Token.IsUnresolved(Account) || Token.IsUnresolved(Region)
            ? null
            : $"{Account}.dkr.ecr.{Region}.{RegionInfo.Get(Region).DomainSuffix}";

    public CfnOutput RepositoryUri { get; }

    public string BundleBucketName { get; }

    private static PolicyStatement Allow(IPrincipal principal) =>
        new(
            new PolicyStatementProps
            {
                Principals = [principal],
                Actions = [.. ImageActions.Pull, .. ImageActions.Push, .. ImageActions.ReadScan],
            }
        );
}
