using System.Text.Json;
using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Pipeline;

/// <summary>
/// A CloudFormation action: deploys a template from an artifact to a stack, at once or as a change set that a later action executes.
/// </summary>
internal sealed class StackAction(LocalCloud cloud)
{
    public async Task RunAsync(ActionDefinition action, Execution execution, string log, CancellationToken cancel)
    {
        var stack = execution.Resolve(action.Configuration["StackName"]);
        switch (action.Configuration["ActionMode"])
        {
            case "CREATE_UPDATE":
                await DeployAsync(stack, Described(action, execution), action, execution, log, cancel);
                break;
            case "CHANGE_SET_REPLACE":
                execution.ChangeSets[(action.Environment, stack, Name(action))] = Described(action, execution);
                break;
            case "CHANGE_SET_EXECUTE":
                if (!execution.ChangeSets.TryRemove((action.Environment, stack, Name(action)), out var changes))
                    throw new ActionFailed($"ChangeSet [{Name(action)}] does not exist: no earlier action has made it for {stack}.");
                await DeployAsync(stack, changes, action, execution, log, cancel);
                break;
            case var mode:
                throw new ActionFailed(
                    $"ActionMode is {mode}; the rehearsal supports only CREATE_UPDATE, CHANGE_SET_REPLACE and CHANGE_SET_EXECUTE."
                );
        }
    }

    private async Task DeployAsync(
        string stack,
        ChangeSet changes,
        ActionDefinition action,
        Execution execution,
        string log,
        CancellationToken cancel
    )
    {
        var outputs = await cloud.DeployStackAsync(
            new()
            {
                StackName = stack,
                TemplateFile = changes.TemplateFile,
                Parameters = changes.Settings.Parameters,
                Tags = changes.Settings.Tags,
                Environment = action.Environment,
                Source = execution.Source,
                Log = log,
            },
            cancel
        );
        if (action.Namespace is { } space)
        {
            execution.SetVariables(space, outputs);
            execution.SetIdle(space, stack, StackTemplate.Read(changes.TemplateFile));
        }
        if (action.Configuration.TryGetValue("OutputFileName", out var file))
        {
            var folder = Directory.CreateDirectory(execution.Artifact(action.Outputs[0])).FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, file), JsonSerializer.Serialize(outputs), cancel);
        }
    }

    private static string Name(ActionDefinition action) => action.Configuration["ChangeSetName"];

    private static ChangeSet Described(ActionDefinition action, Execution execution) =>
        new(execution.ArtifactFile(action.Configuration["TemplatePath"]), StackSettings.Of(action, execution));
}
