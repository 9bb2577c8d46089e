using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.AWS.CodePipeline.Actions;
using Amazon.CDK.Pipelines;
using Expenses.Settings;
using IAction = Amazon.CDK.AWS.CodePipeline.Actions.Action;

namespace Expenses.Delivery;

/// <summary>
/// The branch as a full clone, whose history the source's archive lacks. It starts no execution: the source does.
/// A class of its own, since CDK Pipelines names a source by its repository and takes no two of one name.
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
