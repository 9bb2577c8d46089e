using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.Pipelines;
using Expenses.Application;

namespace Expenses.Delivery.Steps;

/// <summary>Builds the backend's image and pushes it to the stage's repository, unless it is there already.</summary>
internal sealed class PublishImageStep(EcrStack ecr, IFileSetProducer source, IFileSetProducer assembly) : CodeBuildStep("PublishImage", new CodeBuildStepProps
{
    Input = source,
    AdditionalInputs = new Dictionary<string, IFileSetProducer> { ["../assembly"] = assembly },
    EnvFromCfnOutputs = new Dictionary<string, CfnOutput> { ["REPOSITORY_URI"] = ecr.RepositoryUri },
    Commands = ["infra/steps/publish-image.sh ../assembly/backend-image-tag"],
    BuildEnvironment = new BuildEnvironment
    {
        // The tasks run on ARM64: built on the same, the image needs no emulation.
        BuildImage = LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0,
        ComputeType = ComputeType.SMALL,
        Privileged = true,
    },
    RolePolicyStatements =
    [
        // The one call of ECR that knows no resource.
        new PolicyStatement(new PolicyStatementProps { Actions = ["ecr:GetAuthorizationToken"], Resources = ["*"] }),
        new PolicyStatement(new PolicyStatementProps
        {
            Actions =
            [
                "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImages",
                "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
            ],
            Resources = [RepositoryArn(ecr)],
        }),
    ],
})
{
    /// <summary>Put together by name: a step may not refer to a resource of a stage.</summary>
    private static string RepositoryArn(EcrStack ecr) => Arn.Format(new ArnComponents
    {
        Partition = Aws.PARTITION,
        Service = "ecr",
        Region = Aws.REGION,
        Account = Aws.ACCOUNT_ID,
        Resource = "repository",
        ResourceName = ecr.RepositoryName,
    });
}
