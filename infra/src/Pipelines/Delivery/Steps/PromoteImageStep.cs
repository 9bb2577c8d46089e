using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.Pipelines;
using Expenses.Application;

namespace Expenses.Delivery.Steps;

/// <summary>Copies the very image that the stage before has run: the same digest, built once.</summary>
internal sealed class PromoteImageStep(EcrStack from, EcrStack to, IFileSetProducer source, IFileSetProducer assembly)
    : CodeBuildStep(
        "PromoteImage",
        new CodeBuildStepProps
        {
            Input = source,
            AdditionalInputs = new Dictionary<string, IFileSetProducer> { ["../assembly"] = assembly },
            EnvFromCfnOutputs = new Dictionary<string, CfnOutput> { ["REPOSITORY_URI"] = to.RepositoryUri },
            Env = Origin(from, to),
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
    /// <summary>By name, not by what the stage before put out: where this stage alone is rolled back, the stage before puts out nothing.</summary>
    private static Dictionary<string, string> Origin(EcrStack from, EcrStack to) =>
        from.Registry is { } registry && registry != to.Registry
            ? new() { ["FROM_REGISTRY"] = registry, ["FROM_REPOSITORY"] = from.RepositoryName }
            : new() { ["FROM_REPOSITORY"] = from.RepositoryName };
}
