using Amazon.CDK.Pipelines;
using Expenses.Settings;

namespace Expenses.Delivery.Steps;

/// <summary>
/// Passes the git history to the test suites. A separate step, because it may use the connection to GitHub, which can push: no app code or
/// package runs here. See infra/docs/adr/0014.
/// </summary>
internal sealed class HistoryStep(DeliverySettings settings, IFileSetProducer clone)
    : CodeBuildStep(
        "History",
        new CodeBuildStepProps
        {
            Input = clone,
            Commands = ["bash infra/steps/history.sh pack history/git.tar.gz"],
            PrimaryOutputDirectory = "history",
            // CDK grants only the action with the service's former name.
            RolePolicyStatements = [ConnectionPermissions.Allow(settings.ConnectionArn, "UseConnection")],
        }
    );
