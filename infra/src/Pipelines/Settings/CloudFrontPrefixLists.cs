namespace Expenses.Settings;

/// <summary>
/// The IDs of com.amazonaws.global.cloudfront.origin-facing, the managed prefix list of CloudFront's addresses. CloudFormation can't look
/// up the ID by name, and it differs by region. For a missing region, run: aws ec2 describe-managed-prefix-lists --region REGION
/// </summary>
public static class CloudFrontPrefixLists
{
    public static readonly IReadOnlyDictionary<string, string> ByRegion = new Dictionary<string, string>
    {
        ["ap-northeast-1"] = "pl-58a04531",
        ["ap-southeast-1"] = "pl-31a34658",
        ["ap-southeast-2"] = "pl-b8a742d1",
        ["eu-central-1"] = "pl-a3a144ca",
        ["eu-west-1"] = "pl-4fa04526",
        ["eu-west-2"] = "pl-93a247fa",
        ["us-east-1"] = "pl-3b927c52",
        ["us-east-2"] = "pl-b6a144df",
        ["us-west-1"] = "pl-4ea04527",
        ["us-west-2"] = "pl-82a045eb",
    };
}
