using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Constructs;

namespace Expenses.Application;

public sealed class EcrStackProps : StackProps
{
    /// <summary>A settled name: the pipeline's image step is allowed to push to exactly this repository.</summary>
    public required string RepositoryName { get; init; }
}

/// <summary>The repository of the backend's images.</summary>
public sealed class EcrStack : Stack
{
    /// <summary>More than anyone rolls back over: a rollback needs the image of its time.</summary>
    private const int ImagesKept = 50;

    public EcrStack(Construct scope, string id, EcrStackProps props) : base(scope, id, props)
    {
        RepositoryName = props.RepositoryName;
        Repository = new Repository(this, "Backend", new RepositoryProps
        {
            RepositoryName = props.RepositoryName,
            ImageTagMutability = TagMutability.IMMUTABLE,
            ImageScanOnPush = true,
            LifecycleRules = [new LifecycleRule { MaxImageCount = ImagesKept, Description = "Keeps more images than a rollback reaches back" }],
        });

        RepositoryUri = new CfnOutput(this, "RepositoryUri", new CfnOutputProps { Value = Repository.RepositoryUri });
    }

    public Repository Repository { get; }

    public string RepositoryName { get; }

    public CfnOutput RepositoryUri { get; }
}
