using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.AWS.CodePipeline.Actions;
using Amazon.CDK.Pipelines;
using Expenses.Settings;
using IAction = Amazon.CDK.AWS.CodePipeline.Actions.Action;

namespace Expenses.Delivery;

/// <summary>
/// A full clone of the branch, because the archive of the main source has no git history. It doesn't start executions.
/// A separate class, because CDK Pipelines names a source by its repository and rejects duplicates.
/// </summary>
internal sealed class HistorySource : CodePipelineSource
{
    private readonly DeliverySettings settings;

    public HistorySource(DeliverySettings settings)
        : base("History")
    {
        this.settings = settings;
        ConfigurePrimaryOutput(new FileSet("History", this));
    }

    protected override IAction GetAction(Artifact_ output, string actionName, double runOrder, string? variablesNamespace = null) =>
        new CodeStarConnectionsSourceAction(
            new CodeStarConnectionsSourceActionProps
            {
                ActionName = "History",
                RunOrder = runOrder,
                Output = output,
                VariablesNamespace = variablesNamespace,
                ConnectionArn = settings.ConnectionArn,
                Owner = settings.Repository.Split('/')[0],
                Repo = settings.Repository.Split('/')[1],
                Branch = settings.Branch,
                CodeBuildCloneOutput = true,
                TriggerOnPush = false,
            }
        );
}
