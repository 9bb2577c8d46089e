using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.Pipelines;
using Expenses.Settings;

namespace Expenses.Delivery.Steps;

/// <summary>
/// Hands git's history on to suites that read it. A step of its own, because it may use the connection to GitHub, which may push:
/// no package of the apps runs here. See infra/docs/adr/0014.
/// </summary>
internal sealed class HistoryStep(DeliverySettings settings, IFileSetProducer clone)
    : CodeBuildStep(
        "History",
        new CodeBuildStepProps
        {
            Input = clone,
            Commands = ["bash infra/steps/history.sh pack history/git.tar.gz"],
            PrimaryOutputDirectory = "history",
            BuildEnvironment = new BuildEnvironment { ComputeType = ComputeType.SMALL },
            // CDK allows it by the service's former name alone.
            RolePolicyStatements = [ConnectionPermissions.Allow(settings.ConnectionArn, "UseConnection")],
        }
    );
