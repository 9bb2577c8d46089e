using System.Diagnostics;
using Rehearsal.Assembly;
using Rehearsal.Cloud;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.Delivery;

/// <summary>Runs one action by its kind, and tells how it went.</summary>
internal sealed class ActionRunner(RehearsalFolder folder, ProcessTable processes, LocalCloud cloud, SourceRepository repository, Report report, Func<string, Task<bool>> approve)
{
    private readonly BuildAction build = new(folder, processes, cloud);
    private readonly StackAction stack = new(cloud);

    /// <summary>Handed on by the Build stage in place of what it would synthesise.</summary>
    public string? GivenAssembly { get; init; }

    public async Task<ActionResult> RunAsync(StageDefinition stage, ActionDefinition action, Execution execution, CancellationToken cancel)
    {
        var log = execution.Log(stage.Name, action.Name);
        File.Delete(log);
        report.Started(execution.Id, stage.Name, action.Name);
        var clock = Stopwatch.StartNew();
        try
        {
            var (outcome, reason) = await RunAsync(stage, action, execution, log, cancel);
            return Ended(outcome, reason);
        }
        catch (Exception error) when (error is ActionFailed or DeploymentFailed)
        {
            return Ended(Outcome.Failed, error.Message);
        }

        ActionResult Ended(Outcome outcome, string? reason)
        {
            var result = new ActionResult(stage.Name, action.Name, outcome, clock.Elapsed, reason);
            report.Ended(execution.Id, result, log);
            return result;
        }
    }

    /// <summary>Reads the alarm that a stage is watched by, once: the wait itself is not rehearsed.</summary>
    /// <returns>Whether all is quiet.</returns>
    public async Task<bool> BakeAsync(StageDefinition stage, Bake bake, CancellationToken cancel)
    {
        var state = await cloud.AlarmStateAsync(bake.AlarmName, cancel) ?? "missing";
        report.Note($"{stage.Name} would now be watched for {bake.Minutes} minutes; here its alarm {bake.AlarmName} is read once: {state}.");
        return state != "ALARM";
    }

    private async Task<(Outcome Outcome, string? Reason)> RunAsync(StageDefinition stage, ActionDefinition action, Execution execution, string log, CancellationToken cancel)
    {
        switch (action.Provider)
        {
            case "CodeStarSourceConnection":
                execution.Source = execution.Artifact(action.Outputs[0]);
                await repository.CheckOutAsync(execution.Commit, execution.Source, cancel);
                return (Outcome.Succeeded, $"commit {execution.Commit[..12]}");
            case "CodeBuild" when action.Project!.Privileged && cloud.EngineMissing is { } missing:
                return (Outcome.NotRehearsed, missing);
            case "CodeBuild" when GivenAssembly is not null && stage.Name == "Build":
                await build.HandOnAsync(GivenAssembly, action, execution, log, cancel);
                return (Outcome.Succeeded, "a given assembly");
            case "CodeBuild":
                await build.RunAsync(action, execution, log, cancel);
                return (Outcome.Succeeded, null);
            case "CloudFormation":
                await stack.RunAsync(action, execution, log, cancel);
                return (Outcome.Succeeded, null);
            case "Manual":
                return await approve(action.Name) ? (Outcome.Succeeded, "approved") : (Outcome.Rejected, "rejected");
            default:
                throw new ActionFailed($"Its provider is {action.Provider}, which the rehearsal does not know.");
        }
    }
}
