using Rehearsal.Assembly;
using Rehearsal.Aws;

namespace Rehearsal.Pipeline;

/// <summary>
/// A CloudFormation action: deploys a template from an artifact to a stack, at once or as a change set that a later action executes.
/// </summary>
internal sealed class StackAction(LocalCloud cloud)
{
    public async Task RunAsync(ActionDefinition action, Execution execution, string log, CancellationToken cancel)
    {
        var stack = action.Configuration["StackName"];
        switch (action.Configuration["ActionMode"])
        {
            case "CREATE_UPDATE":
                await DeployAsync(Template(action, execution), action, execution, log, cancel);
                break;
            case "CHANGE_SET_REPLACE":
                execution.ChangeSets[(stack, ChangeSet(action))] = Template(action, execution);
                break;
            case "CHANGE_SET_EXECUTE":
                if (!execution.ChangeSets.TryRemove((stack, ChangeSet(action)), out var template))
                    throw new ActionFailed($"ChangeSet [{ChangeSet(action)}] does not exist: no earlier action has made it for {stack}.");
                await DeployAsync(template, action, execution, log, cancel);
                break;
            case var mode:
                throw new ActionFailed(
                    $"ActionMode is {mode}; the rehearsal supports only CREATE_UPDATE, CHANGE_SET_REPLACE and CHANGE_SET_EXECUTE."
                );
        }
    }

    private async Task DeployAsync(string template, ActionDefinition action, Execution execution, string log, CancellationToken cancel)
    {
        var outputs = await cloud.DeployStackAsync(
            new()
            {
                StackName = action.Configuration["StackName"],
                TemplateFile = template,
                Source = execution.Source,
                Log = log,
            },
            cancel
        );
        if (action.Namespace is { } space)
            execution.SetVariables(space, outputs);
    }

    private static string ChangeSet(ActionDefinition action) => action.Configuration["ChangeSetName"];

    private static string Template(ActionDefinition action, Execution execution)
    {
        var path = action.Configuration["TemplatePath"].Split("::");
        return Path.Combine(execution.Artifact(path[0]), path[1]);
    }
}
