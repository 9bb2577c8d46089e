using Amazon.CDK.Pipelines;
using Expenses.Application;

namespace Expenses.Delivery.Steps;

/// <summary>Copies the bundle that ran in the previous stage. It is built only once.</summary>
internal sealed class PromoteBundleStep(EcrStack from, EcrStack to, IFileSetProducer source, IFileSetProducer assembly)
    : CodeBuildStep(
        "PromoteBundle",
        new CodeBuildStepProps
        {
            Input = source,
            AdditionalInputs = new Dictionary<string, IFileSetProducer> { ["../assembly"] = assembly },
            Env = new Dictionary<string, string> { ["FROM_BUCKET"] = from.BundleBucketName, ["BUNDLE_BUCKET"] = to.BundleBucketName },
            Commands = ["bash infra/steps/promote-bundle.sh ../assembly/frontend-bundle-tag ../assembly/commit"],
            RolePolicyStatements =
            [
                .. BundleAccess.Read(from.BundleBucketName),
                .. BundleAccess.Read(to.BundleBucketName),
                BundleAccess.Write(to.BundleBucketName),
            ],
        }
    );
