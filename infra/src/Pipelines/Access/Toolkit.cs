using Amazon.CDK;

namespace Expenses.Access;

/// <summary>The resources that `cdk bootstrap` creates in an account and region. Their names are fixed, so their ARNs are known.</summary>
internal sealed class Toolkit(Stack stack, string region)
{
    /// <summary>The CDK's default qualifier, which is part of all names.</summary>
    private const string Qualifier = "hnb659fds";

    /// <summary>CloudFormation appends a generated ID.</summary>
    public string StackArn => Arn("cloudformation", "stack", "CDKToolkit/*");

    public string BucketArn =>
        stack.FormatArn(
            new ArnComponents
            {
                Service = "s3",
                Region = "",
                Account = "",
                Resource = Name("assets"),
            }
        );

    public string RepositoryArn => Arn("ecr", "repository", Name("container-assets"));

    public string VersionArn => Arn("ssm", "parameter", $"cdk-bootstrap/{Qualifier}/version");

    public string[] RoleArns => [RoleArn("cfn-exec"), DeployRoleArn, FilePublishingRoleArn, RoleArn("image-publishing"), RoleArn("lookup")];

    public string DeployRoleArn => RoleArn("deploy");

    public string FilePublishingRoleArn => RoleArn("file-publishing");

    private string RoleArn(string task) =>
        stack.FormatArn(
            new ArnComponents
            {
                Service = "iam",
                Region = "",
                Resource = "role",
                ResourceName = Name($"{task}-role"),
            }
        );

    private string Name(string resource) => $"cdk-{Qualifier}-{resource}-{stack.Account}-{region}";

    private string Arn(string service, string kind, string name) =>
        stack.FormatArn(
            new ArnComponents
            {
                Service = service,
                Region = region,
                Resource = kind,
                ResourceName = name,
            }
        );
}
