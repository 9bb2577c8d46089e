using Rehearsal.Assembly;

namespace Rehearsal.Pipeline;

/// <summary>
/// Takes an execution through one stage: checks its conditions, and runs its actions by run order, in parallel where the order is equal.
/// </summary>
internal sealed class StageRun(ActionRunner runner, ConditionCheck check, IReadOnlyCollection<string> skipped, IExecutionObserver observer)
{
    /// <returns>The outcome, and whether the stage must roll back.</returns>
    public async Task<(Outcome Outcome, bool RollsBack)> RunAsync(StageDefinition stage, Execution execution, CancellationToken cancel)
    {
        if (skipped.Contains(stage.Name))
            return (Skip(stage, execution, "--skip"), false);
        if (stage.BeforeEntry is { } entry && !execution.IsRollback && !await MayEnterAsync(stage, entry, execution, cancel))
            return entry.Result == FailureReaction.Skip ? (Skip(stage, execution, "its entry condition"), false) : (Outcome.Failed, false);

        execution.EnterStage(stage.Name);
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
            return (outcome, outcome.IsFailure && await RollsBackAsync(stage, execution, cancel));
        if (execution.IsCancelled)
            return (Outcome.Cancelled, false);
        // The target of a rollback has been checked already.
        if (!execution.IsRollback && stage.OnSuccess is { } condition && !await StaysGoodAsync(stage, condition, execution, cancel))
            return (Outcome.Failed, condition.Result == FailureReaction.Rollback);
        if (execution.IsCancelled)
            return (Outcome.Cancelled, false);
        execution.SucceedIn(stage.Name);
        return (Outcome.Succeeded, false);
    }

    private async Task<bool> MayEnterAsync(StageDefinition stage, StageCondition entry, Execution execution, CancellationToken cancel)
    {
        var meaning = entry.Result == FailureReaction.Skip ? $"{stage.Name} is skipped" : $"{stage.Name} may not be entered and has failed";
        return await check.HoldsAsync(stage, entry, meaning, execution, cancel);
    }

    private async Task<bool> RollsBackAsync(StageDefinition stage, Execution execution, CancellationToken cancel) =>
        stage.OnFailure == FailureReaction.Rollback
        || (
            !execution.IsRollback
            && stage.OnFailureIf is { } condition
            && !await check.HoldsAsync(stage, condition, $"{stage.Name} must roll back", execution, cancel)
        );

    private async Task<bool> StaysGoodAsync(StageDefinition stage, StageCondition condition, Execution execution, CancellationToken cancel)
    {
        execution.StartWatch(stage.Name);
        var holds = await check.HoldsAsync(stage, condition, $"{stage.Name} has failed", execution, cancel);
        execution.EndWatch(stage.Name, holds && !execution.IsCancelled);
        return holds;
    }

    private static Outcome Skip(StageDefinition stage, Execution execution, string reason)
    {
        execution.EnterStage(stage.Name);
        foreach (var action in stage.Actions)
            execution.EndAction(new(stage.Name, action.Name, Outcome.Skipped, TimeSpan.Zero, reason));
        return Outcome.Skipped;
    }
}
