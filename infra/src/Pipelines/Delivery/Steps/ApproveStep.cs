using Amazon.CDK.AWS.SNS;
using Amazon.CDK.Pipelines;
using Expenses.Application;
using Expenses.Settings;

namespace Expenses.Delivery.Steps;

/// <summary>A manual approval before an environment. The e-mail to the addresses in the settings names the commit.</summary>
internal sealed class ApproveStep : ManualApprovalStep
{
    /// <param name="commit">The commit ID of the source, resolved when the pipeline runs.</param>
    /// <param name="previous">The environment before this one; null for the first.</param>
    public ApproveStep(DeliverySettings settings, string commit, ExpensesStage? previous, ExpensesStage environment, ITopic topic)
        : base(
            "Approve",
            new ManualApprovalStepProps
            {
                // While the approval is pending, a newer push may reach the previous environment.
                Comment = previous is null
                    ? $"Commit {commit} passed Verify. Deploy it to {environment.StageName}?"
                    : $"Commit {commit} passed in {previous.StageName}, which may run a newer one by now. "
                        + $"Promote {commit} to {environment.StageName}?",
                ReviewUrl = $"https://github.com/{settings.Repository}/commit/{commit}",
                NotificationTopic = topic,
            }
        ) =>
        // CDK discovers outputs of other steps only in environment variables, and an approval has none.
        DiscoverReferencedOutputs(new Dictionary<string, object> { ["commit"] = commit });

    /// <summary>Gets the name of the pipeline stage that holds the approval.</summary>
    public static string StageName(ExpensesStage environment) => $"PromoteTo{environment.StageName}";
}
