using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.Pipelines;
using Expenses.Application;
using Expenses.Settings;

namespace Expenses.Delivery.Steps;

/// <summary>Builds the backend's image and pushes it to the stage's repository, unless it exists already. Then checks its scan.</summary>
internal sealed class PublishImageStep(EcrStack ecr, DeliverySettings settings, IFileSetProducer source, IFileSetProducer assembly)
    : CodeBuildStep(
        "PublishImage",
        new CodeBuildStepProps
        {
            Input = source,
            AdditionalInputs = new Dictionary<string, IFileSetProducer> { ["../assembly"] = assembly },
            EnvFromCfnOutputs = new Dictionary<string, CfnOutput> { ["REPOSITORY_URI"] = ecr.RepositoryUri },
            Env = new Dictionary<string, string> { ["REFUSE_FROM"] = settings.RefuseImagesFrom },
            Commands =
            [
                "bash infra/steps/publish-image.sh ../assembly/backend-image-tag",
                "bash infra/steps/check-image-scan.sh ../assembly/backend-image-tag",
            ],
            BuildEnvironment = new BuildEnvironment
            {
                // The tasks run on ARM64. A build on ARM64 needs no emulation.
                BuildImage = LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0,
                ComputeType = ComputeType.SMALL,
                Privileged = true,
            },
            RolePolicyStatements =
            [
                ImageRepositoryAccess.LogIn(),
                ImageRepositoryAccess.Pull(ecr),
                ImageRepositoryAccess.Push(ecr),
                ImageRepositoryAccess.ReadScan(ecr),
            ],
        }
    );
