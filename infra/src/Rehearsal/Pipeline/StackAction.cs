using Rehearsal.Assembly;
using Rehearsal.Aws;

namespace Rehearsal.Pipeline;

/// <summary>A CloudFormation action: deploys a template from an artifact to a stack.</summary>
internal sealed class StackAction(LocalCloud cloud)
{
    private const string OnlyMode = "CREATE_UPDATE";

    public async Task RunAsync(ActionDefinition action, Execution execution, string log, CancellationToken cancel)
    {
        var configuration = action.Configuration;
        if (configuration["ActionMode"] is not OnlyMode and var mode)
            throw new ActionFailed($"ActionMode is {mode}; it must be {OnlyMode} (UseChangeSets = false in the pipeline).");

        var template = configuration["TemplatePath"].Split("::");
        var outputs = await cloud.DeployStackAsync(
            new()
            {
                StackName = configuration["StackName"],
                TemplateFile = Path.Combine(execution.Artifact(template[0]), template[1]),
                Source = execution.Source,
                Log = log,
            },
            cancel
        );
        if (action.Namespace is { } space)
            execution.SetVariables(space, outputs);
    }
}
