using Amazon.CDK;

namespace Expenses.Access;

/// <summary>What `cdk bootstrap` makes in an account and a region: it names all of it, so that each has an ARN before it is there.</summary>
internal sealed class Toolkit(Stack stack, string region)
{
    /// <summary>The CDK's own, which stands in the names of everything that the bootstrap makes.</summary>
    private const string Qualifier = "hnb659fds";

    /// <summary>CloudFormation adds an ID of its own.</summary>
    public string StackArn => Arn("cloudformation", "stack", "CDKToolkit/*");

    public string BucketArn =>
        stack.FormatArn(
            new ArnComponents
            {
                Service = "s3",
                Region = "",
                Account = "",
                Resource = Named("assets"),
            }
        );

    public string RepositoryArn => Arn("ecr", "repository", Named("container-assets"));

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
                ResourceName = Named($"{task}-role"),
            }
        );

    private string Named(string what) => $"cdk-{Qualifier}-{what}-{stack.Account}-{region}";

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
