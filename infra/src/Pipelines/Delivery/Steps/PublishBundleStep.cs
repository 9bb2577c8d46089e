using Amazon.CDK.Pipelines;
using Expenses.Application;

namespace Expenses.Delivery.Steps;

/// <summary>Builds the site's bundle and stores it in the stage's bucket, unless it exists already.</summary>
internal sealed class PublishBundleStep(EcrStack ecr, IFileSetProducer source, IFileSetProducer assembly)
    : CodeBuildStep(
        "PublishBundle",
        new CodeBuildStepProps
        {
            Input = source,
            AdditionalInputs = new Dictionary<string, IFileSetProducer> { ["../assembly"] = assembly },
            Env = new Dictionary<string, string> { ["BUNDLE_BUCKET"] = ecr.BundleBucketName },
            Commands = ["bash infra/steps/publish-bundle.sh ../assembly/frontend-bundle-tag ../assembly/commit"],
            RolePolicyStatements = [.. BundleAccess.Read(ecr.BundleBucketName), BundleAccess.Write(ecr.BundleBucketName)],
        }
    );
