using Amazon.CDK.AWS.SNS;
using Amazon.CDK.Pipelines;
using Expenses.Settings;

namespace Expenses.Delivery.Steps;

/// <summary>A person says whether a release that passed in Dev goes on. The question names the commit, and is sent to whom the settings name.</summary>
internal sealed class ApproveStep : ManualApprovalStep
{
    /// <param name="commit">The source's attribute of that name, known when the pipeline runs.</param>
    public ApproveStep(DeliverySettings settings, string commit, ITopic topic)
        : base(
            "Approve",
            new ManualApprovalStepProps
            {
                // True whenever it is answered: meanwhile a newer push may have gone to Dev.
                Comment = $"Commit {commit} passed in Dev, which may run a newer one by now. Promote {commit} to Prod?",
                ReviewUrl = $"https://github.com/{settings.Repository}/commit/{commit}",
                NotificationTopic = topic,
            }
        ) =>
        // CDK looks for what a step takes from others in its environment, and a question has none.
        DiscoverReferencedOutputs(new Dictionary<string, object> { ["commit"] = commit });
}
