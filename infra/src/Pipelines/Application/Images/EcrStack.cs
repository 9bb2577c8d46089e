using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.RegionInfo;
using Constructs;

namespace Expenses.Application;

public sealed class EcrStackProps : StackProps
{
    /// <summary>A settled name: the pipeline's image step is allowed to push to exactly this repository.</summary>
    public required string RepositoryName { get; init; }

    /// <summary>How far back, in days, a stage can be rolled back: as long its images are wanted.</summary>
    public required int RollbackDays { get; init; }

    /// <summary>A settled name, which ends with the account and the region: the pipeline's bundle steps are allowed into exactly this bucket.</summary>
    public required string BundleBucketName { get; init; }

    /// <summary>Whether the images and the bundles outlive the stack.</summary>
    public required bool Protect { get; init; }

    /// <summary>Another account that pushes images here, reads what their scans found, and pulls them; and that brings the site's bundles.</summary>
    public string? TrustedAccount { get; init; }
}

/// <summary>Where a stage keeps what the pipeline has built: the repository of the backend's images, and the bucket of the site's bundles.</summary>
public sealed class EcrStack : Stack
{
    /// <summary>More than a stage can take in a day: one every quarter of an hour, day and night.</summary>
    private const int ReleasesADay = 100;

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
                // By count, never by age: the image of a backend that nobody has changed for a year is a year old, and runs. ECR can't ask for both
                // at once, nor who runs. Only newer images push one out, and each of them was to replace it.
                LifecycleRules =
                [
                    new LifecycleRule
                    {
                        MaxImageCount = props.RollbackDays * ReleasesADay,
                        Description = $"Keeps what ran within the {props.RollbackDays} days that a rollback reaches back",
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

    /// <summary>Where the repository's images lie; unset where that is known only when the stack is deployed.</summary>
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
