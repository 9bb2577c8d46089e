using Amazon.CDK.AWS.SNS;
using Amazon.CDK.Pipelines;
using Expenses.Application;
using Expenses.Settings;

namespace Expenses.Delivery.Steps;

/// <summary>Asks a person whether a release goes on to an environment. The question names the commit, and goes to the settings' addresses.</summary>
internal sealed class ApproveStep : ManualApprovalStep
{
    /// <param name="commit">The source's attribute of that name, known when the pipeline runs.</param>
    /// <param name="before">The environment that the release has passed; none before the first.</param>
    public ApproveStep(DeliverySettings settings, string commit, ExpensesStage? before, ExpensesStage to, ITopic topic)
        : base(
            "Approve",
            new ManualApprovalStepProps
            {
                // It stays true until it is answered: a newer push may have reached the environment before in the meantime.
                Comment = before is null
                    ? $"Commit {commit} passed Verify. Deploy it to {to.StageName}?"
                    : $"Commit {commit} passed in {before.StageName}, which may run a newer one by now. Promote {commit} to {to.StageName}?",
                ReviewUrl = $"https://github.com/{settings.Repository}/commit/{commit}",
                NotificationTopic = topic,
            }
        ) =>
        // CDK looks for what a step takes from others in its environment, and a question has none.
        DiscoverReferencedOutputs(new Dictionary<string, object> { ["commit"] = commit });

    /// <summary>The pipeline's stage that holds the question.</summary>
    public static string StageOf(ExpensesStage environment) => $"PromoteTo{environment.StageName}";
}
