namespace Expenses.Application;

/// <summary>IAM actions on the images of a repository.</summary>
public static class ImageActions
{
    public static readonly string[] Pull =
    [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer",
    ];

    public static readonly string[] Push = ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"];

    public static readonly string[] ReadScan = ["ecr:DescribeImageScanFindings"];
}
