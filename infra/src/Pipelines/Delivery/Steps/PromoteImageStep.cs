using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.Pipelines;
using Expenses.Application;

namespace Expenses.Delivery.Steps;

/// <summary>Copies the image that ran in the previous stage, with the same digest. It is built only once.</summary>
internal sealed class PromoteImageStep(EcrStack from, EcrStack to, IFileSetProducer source, IFileSetProducer assembly)
    : CodeBuildStep(
        "PromoteImage",
        new CodeBuildStepProps
        {
            Input = source,
            AdditionalInputs = new Dictionary<string, IFileSetProducer> { ["../assembly"] = assembly },
            EnvFromCfnOutputs = new Dictionary<string, CfnOutput> { ["REPOSITORY_URI"] = to.RepositoryUri },
            Env = OriginVariables(from, to),
            Commands = ["bash infra/steps/promote-image.sh ../assembly/backend-image-tag"],
            BuildEnvironment = new BuildEnvironment
            {
                BuildImage = LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0,
                ComputeType = ComputeType.SMALL,
                Privileged = true,
            },
            RolePolicyStatements =
            [
                ImageRepositoryAccess.LogIn(),
                ImageRepositoryAccess.Pull(from),
                ImageRepositoryAccess.Pull(to),
                ImageRepositoryAccess.Push(to),
            ],
        }
    )
{
    /// <summary>Gets the repository to copy from, by name: when only this stage rolls back, the previous stage has no outputs.</summary>
    private static Dictionary<string, string> OriginVariables(EcrStack from, EcrStack to) =>
        from.Registry is { } registry && registry != to.Registry
            ? new() { ["FROM_REGISTRY"] = registry, ["FROM_REPOSITORY"] = from.RepositoryName }
            : new() { ["FROM_REPOSITORY"] = from.RepositoryName };
}
