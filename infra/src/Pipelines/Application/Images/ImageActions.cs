namespace Expenses.Application;

/// <summary>What can be done with a repository's images, as IAM names it.</summary>
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
