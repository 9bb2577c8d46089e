using Rehearsal.Assembly;

namespace Rehearsal.Pipeline;

/// <summary>
/// Takes an execution through one stage: runs its actions by run order, in parallel where the order is equal, and then watches the alarm.
/// </summary>
internal sealed class StageRun(ActionRunner runner, BakeWatch watch, IReadOnlyCollection<string> skipped, IExecutionObserver observer)
{
    /// <returns>The outcome, and whether the stage must roll back.</returns>
    public async Task<(Outcome Outcome, bool RollsBack)> RunAsync(StageDefinition stage, Execution execution, CancellationToken cancel)
    {
        execution.EnterStage(stage.Name);
        if (skipped.Contains(stage.Name))
            return (Skip(stage, execution), false);

        var outcome = await RunAsync(stage, stage.Actions, execution, cancel);
        if (
            outcome.IsFailure
            && !execution.IsRollback
            && stage.OnFailure is FailureReaction.RetryFailedActions or FailureReaction.RetryAllActions
        )
        {
            observer.Note($"Retrying {stage.Name} once: its reaction to a failure is RETRY.");
            return await RetryAsync(stage, execution, all: stage.OnFailure == FailureReaction.RetryAllActions, cancel);
        }
        return await ConcludeAsync(stage, execution, outcome, cancel);
    }

    /// <param name="all">Whether to retry the succeeded actions, too.</param>
    /// <returns>See <see cref="RunAsync(StageDefinition, Execution, CancellationToken)"/>.</returns>
    public async Task<(Outcome Outcome, bool RollsBack)> RetryAsync(
        StageDefinition stage,
        Execution execution,
        bool all,
        CancellationToken cancel
    )
    {
        string[] done =
        [
            .. execution
                .Record.Actions.Where(result => result.Stage == stage.Name && result.Outcome == Outcome.Succeeded && !all)
                .Select(result => result.Action),
        ];
        return await ConcludeAsync(
            stage,
            execution,
            await RunAsync(stage, stage.Actions.Where(action => !done.Contains(action.Name)), execution, cancel),
            cancel
        );
    }

    private async Task<Outcome> RunAsync(
        StageDefinition stage,
        IEnumerable<ActionDefinition> actions,
        Execution execution,
        CancellationToken cancel
    )
    {
        foreach (var parallel in actions.GroupBy(action => action.RunOrder).OrderBy(group => group.Key))
        {
            if (execution.IsCancelled)
                return Outcome.Cancelled;
            // Actions that run beside a failed one finish; no later ones start.
            var ended = await Task.WhenAll(parallel.Select(action => runner.RunAsync(stage, action, execution, cancel)));
            if (ended.FirstOrDefault(result => result.Outcome.IsFailure) is { } stopped)
                return stopped.Outcome;
        }
        return Outcome.Succeeded;
    }

    private async Task<(Outcome Outcome, bool RollsBack)> ConcludeAsync(
        StageDefinition stage,
        Execution execution,
        Outcome outcome,
        CancellationToken cancel
    )
    {
        if (outcome != Outcome.Succeeded)
            return (outcome, outcome.IsFailure && stage.OnFailure == FailureReaction.Rollback);
        // The target of a rollback has been watched already.
        if (!execution.IsRollback && stage.OnSuccess is { } bake && !await IsQuietAsync(stage, bake, execution, cancel))
            return (Outcome.Failed, bake.OnAlarm == FailureReaction.Rollback);
        execution.SucceedIn(stage.Name);
        return (Outcome.Succeeded, false);
    }

    private async Task<bool> IsQuietAsync(StageDefinition stage, Bake bake, Execution execution, CancellationToken cancel)
    {
        execution.StartWatch(stage.Name);
        var isQuiet = await watch.IsQuietAsync(stage, bake, cancel);
        execution.EndWatch(stage.Name, isQuiet);
        return isQuiet;
    }

    private static Outcome Skip(StageDefinition stage, Execution execution)
    {
        foreach (var action in stage.Actions)
        {
            execution.EndAction(new(stage.Name, action.Name, Outcome.Skipped, TimeSpan.Zero, "--skip"));
        }
        return Outcome.Skipped;
    }
}
