using System.Diagnostics;
using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Aws.Moto;
using Rehearsal.GitHub;
using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Pipeline;

/// <summary>Runs one action according to its provider and returns its result.</summary>
/// <param name="concurrentBuilds">CodeBuild's quota for each type of environment; null for an account that has requested enough.</param>
internal sealed class ActionRunner(
    RehearsalFolder folder,
    ProcessTable processes,
    LocalCloud cloud,
    SourceRepository repository,
    Approvals approvals,
    int? concurrentBuilds = null
)
{
    private readonly BuildAction build = new(folder, processes, cloud);
    private readonly BuildLimits limits = new(concurrentBuilds);
    private readonly StackAction stack = new(cloud);
    private readonly SourceAction source = new(repository);

    public async Task<ActionResult> RunAsync(StageDefinition stage, ActionDefinition action, Execution execution, CancellationToken cancel)
    {
        var log = execution.Log(stage.Name, action.Name);
        File.Delete(log);
        execution.StartAction(stage.Name, action.Name);
        var clock = Stopwatch.StartNew();
        try
        {
            var (outcome, reason) = await RunAsync(action, execution, log, cancel);
            return Ended(outcome, reason);
        }
        catch (Exception error) when (IsFailure(error))
        {
            return Ended(Outcome.Failed, error.Message);
        }

        ActionResult Ended(Outcome outcome, string? reason)
        {
            var result = new ActionResult(stage.Name, action.Name, outcome, clock.Elapsed, reason);
            execution.EndAction(result, log);
            return result;
        }
    }

    /// <summary>Runs the commands of a stage's rule.</summary>
    /// <returns>Why they have failed, if they have.</returns>
    public async Task<string?> CommandsFailureAsync(StageDefinition stage, CommandsRule rule, Execution execution, CancellationToken cancel)
    {
        var log = execution.Log(stage.Name, rule.Name);
        File.Delete(log);
        try
        {
            using var started = limits.Start(rule.Action.Project!);
            await build.RunAsync(rule.Action, execution, log, cancel);
            return null;
        }
        catch (Exception error) when (IsFailure(error))
        {
            return $"Rule {rule.Name} has failed. {error.Message} The whole log is in {log}";
        }
    }

    private static bool IsFailure(Exception error) => error is ActionFailed or DeploymentFailed or AccountLost or UserError or IOException;

    private async Task<(Outcome Outcome, string? Reason)> RunAsync(
        ActionDefinition action,
        Execution execution,
        string log,
        CancellationToken cancel
    )
    {
        switch (action.Provider)
        {
            case var provider when SourceAddress.IsSource(provider):
                return (Outcome.Succeeded, $"commit {(await source.RunAsync(action, execution, cancel))[..12]}");
            case "CodeBuild" when execution.IdleIn(action) is { } idle:
                return (Outcome.NotRehearsed, idle);
            case "CodeBuild":
                using (limits.Start(action.Project!))
                    return await BuildAsync(action, execution, log, cancel);
            case "CloudFormation":
                await stack.RunAsync(action, execution, log, cancel);
                return (Outcome.Succeeded, null);
            case "Manual":
                return await approvals.AskAsync(action, execution, cancel) switch
                {
                    true => (Outcome.Succeeded, "approved"),
                    false => (Outcome.Rejected, "rejected"),
                    null => throw new ActionFailed($"The approval was not answered within {action.Timeout.TotalMinutes:0} minutes."),
                };
            default:
                throw new ActionFailed($"The provider is {action.Provider}, which the rehearsal doesn't support.");
        }
    }

    private async Task<(Outcome Outcome, string? Reason)> BuildAsync(
        ActionDefinition action,
        Execution execution,
        string log,
        CancellationToken cancel
    )
    {
        if (action.Project!.Privileged && cloud is { ReplacesImages: true, EngineMissing: { } missing })
        {
            await BuildFromSourceAsync(action, execution, cancel);
            return (Outcome.NotRehearsed, missing);
        }
        await build.RunAsync(action, execution, log, cancel);
        return (Outcome.Succeeded, null);
    }

    /// <summary>Builds the service from source in the image's build action, since the tasks run that instead of the image.</summary>
    private async Task BuildFromSourceAsync(ActionDefinition action, Execution execution, CancellationToken cancel)
    {
        try
        {
            await cloud.BuildFromSourceAsync(action.Inputs.Select(execution.Artifact), execution.Source, cancel);
        }
        catch (ResourceError error)
        {
            throw new ActionFailed(error.Message);
        }
    }
}
