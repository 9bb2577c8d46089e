using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Expenses.Application;

namespace Expenses.Delivery.Steps;

/// <summary>What a step may do with which repository: put together by name, since a step may not refer to a resource of a stage.</summary>
internal static class ImageRepositoryAccess
{
    /// <summary>The one call of ECR that knows no resource.</summary>
    public static PolicyStatement LogIn() => new(new PolicyStatementProps { Actions = ["ecr:GetAuthorizationToken"], Resources = ["*"] });

    public static PolicyStatement Pull(EcrStack ecr) => Allow(ecr, "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer");

    public static PolicyStatement Push(EcrStack ecr) => Allow(ecr, "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage");

    public static PolicyStatement ReadScan(EcrStack ecr) => Allow(ecr, "ecr:DescribeImageScanFindings");

    private static PolicyStatement Allow(EcrStack ecr, params string[] actions) => new(new PolicyStatementProps
    {
        Actions = actions,
        Resources = [Arn.Format(new ArnComponents
        {
            Partition = Aws.PARTITION,
            Service = "ecr",
            Region = Aws.REGION,
            Account = Aws.ACCOUNT_ID,
            Resource = "repository",
            ResourceName = ecr.RepositoryName,
        })],
    });
}
