using System.Collections.Concurrent;
using Rehearsal.Assembly;
using Rehearsal.Workspace;

namespace Rehearsal.Pipeline;

/// <summary>
/// The engine of one pipeline, with CodePipeline's behaviour: each push is an execution that passes the stages, and later ones follow. A
/// failed stage with a rollback reaction rolls back to the last execution that succeeded in it.
/// </summary>
internal sealed class PipelineEngine(ExecutionStore store, PipelineDefinition deployed, StageRun stages, IExecutionObserver observer)
{
    private readonly List<Execution> executions = [];
    private readonly ConcurrentBag<Task> ends = [];
    private readonly ConcurrentDictionary<string, StageLock> locks = new();
    private PipelineDefinition pipeline = deployed;

    private int version = 1;

    /// <summary>The pipeline as it was deployed last.</summary>
    public PipelineDefinition Pipeline => pipeline;

    public string LastStage => pipeline.Stages[^1].Name;

    /// <summary>Starts an execution of a commit.</summary>
    public StartedExecution Push(string commit, CancellationToken cancel) =>
        Start(
            new Execution(store, observer, commit, version),
            pipeline.Stages,
            execution => RunStagesAsync(execution, pipeline.Stages, cancel)
        );

    /// <summary>Rolls a stage back.</summary>
    /// <param name="to">The first characters of the target execution's id; null for the one before the present one.</param>
    /// <exception cref="UserError">The stage can't be rolled back, or not now.</exception>
    public StartedExecution RollBack(string stageName, string? to, CancellationToken cancel)
    {
        var stage = Stage(stageName);
        var target = Targets.Choose(stageName, to);
        Enter(stage);
        return Start(
            target.Rollback(),
            [stage],
            async rollback =>
            {
                try
                {
                    return await RollBackAsync(stage, rollback, cancel);
                }
                finally
                {
                    LockOf(stage).Leave();
                }
            }
        );
    }

    /// <summary>Retries what failed in a stage. If it succeeds, the execution continues.</summary>
    /// <param name="all">Whether to retry the succeeded actions, too.</param>
    /// <exception cref="UserError">The stage has no failure that can be retried.</exception>
    public StartedExecution Retry(string stageName, bool all, CancellationToken cancel)
    {
        var stage = Stage(stageName);
        var latest = All.LastOrDefault(execution => execution.Record.Actions.Any(action => action.Stage == stageName));
        if (
            latest is not { Record: { Outcome: { IsFailure: true }, BackTo: null } record }
            || record.Version != version
            || record.Actions[^1].Stage != stageName
        )
        {
            throw new UserError(
                $"{stageName} has nothing to retry: its latest execution did not fail there, or the pipeline's structure has changed since."
            );
        }
        Enter(stage);
        return Follow(
            latest,
            pipeline.Stages,
            execution => RunStagesAsync(execution, pipeline.Stages.SkipWhile(other => other.Name != stageName), cancel, retryAll: all)
        );
    }

    /// <summary>Waits until no execution is running, whatever the outcomes.</summary>
    public async Task SettleAsync() => await Task.WhenAll(ends).ContinueWith(_ => { }, TaskScheduler.Default);

    private IReadOnlyList<Execution> All
    {
        get
        {
            lock (executions)
                return [.. executions];
        }
    }

    private RollbackTargets Targets => new(All, version);

    private StartedExecution Start(Execution execution, IReadOnlyList<StageDefinition> toRun, Func<Execution, Task<Execution>> run)
    {
        lock (executions)
            executions.Add(execution);
        return Follow(execution, toRun, run);
    }

    private StartedExecution Follow(Execution execution, IReadOnlyList<StageDefinition> toRun, Func<Execution, Task<Execution>> run)
    {
        execution.Start(pipeline with { Stages = toRun });
        var end = CloseAsync(execution, run);
        ends.Add(end);
        return new(execution, end);
    }

    /// <summary>Runs an execution to its end and records the end even after an exception.</summary>
    private static async Task<Execution> CloseAsync(Execution execution, Func<Execution, Task<Execution>> run)
    {
        // Let the caller get the execution before it runs.
        await Task.Yield();
        try
        {
            return await run(execution);
        }
        finally
        {
            if (execution.Record.Outcome is null)
                execution.End(Outcome.Stopped);
        }
    }

    /// <param name="retryAll">Set if the execution is already in the first stage and has failed there: whether to retry all of its
    /// actions.</param>
    /// <returns>The execution, or the one that replaced it when the pipeline changed itself.</returns>
    private async Task<Execution> RunStagesAsync(
        Execution execution,
        IEnumerable<StageDefinition> toRun,
        CancellationToken cancel,
        bool? retryAll = null
    )
    {
        foreach (var stage in toRun)
        {
            if (retryAll is null && await LockOf(stage).EnterAsync().WaitAsync(cancel) is { } refused)
                return End(execution, refused);
            try
            {
                var (outcome, rollsBack) = retryAll is { } all
                    ? await stages.RetryAsync(stage, execution, all, cancel)
                    : await stages.RunAsync(stage, execution, cancel);
                if (outcome.IsFailure || outcome == Outcome.Cancelled)
                {
                    End(execution, outcome);
                    if (rollsBack)
                        await RollBackAsync(stage, cancel);
                    return execution;
                }
            }
            finally
            {
                LockOf(stage).Leave();
            }
            retryAll = null;
            if (
                stage.Actions.FirstOrDefault(action => action.Name == "SelfMutate") is { } update
                && Synthesised(execution, update) is { } changed
                && changed.Template != pipeline.Template
            )
            {
                return await RestartAsync(execution, changed, cancel);
            }
        }
        return End(execution, Outcome.Succeeded);
    }

    /// <summary>Cancels all executions after a change of the pipeline, and starts the latest push in the new pipeline.</summary>
    private async Task<Execution> RestartAsync(Execution execution, PipelineDefinition changed, CancellationToken cancel)
    {
        observer.Note("The pipeline has changed itself. Stages can no longer roll back to earlier executions.");
        changed.Check(skipped: []);
        (pipeline, version) = (changed, version + 1);
        foreach (var other in All.Where(other => other.Record.Outcome is null))
            other.IsCancelled = true;
        foreach (var stageLock in locks.Values)
            stageLock.Dismiss(Outcome.Cancelled);
        End(execution, Outcome.Cancelled);
        return changed.RestartsOnUpdate ? await Push(All.Last(pushed => !pushed.IsRollback).Commit, cancel).End : execution;
    }

    private async Task RollBackAsync(StageDefinition stage, CancellationToken cancel)
    {
        if (pipeline.Mode == ExecutionMode.Parallel)
        {
            observer.Note($"{stage.Name} stays failed: a pipeline in PARALLEL mode can't roll back.");
        }
        else if (Targets.Newest(stage.Name) is { } target)
        {
            await Start(target.Rollback(), [stage], rollback => RollBackAsync(stage, rollback, cancel)).End;
        }
        else
        {
            observer.Note(
                $"{stage.Name} stays failed: no execution has succeeded in it since the pipeline's structure last changed, so it has no "
                    + "rollback target."
            );
        }
    }

    private async Task<Execution> RollBackAsync(StageDefinition stage, Execution rollback, CancellationToken cancel)
    {
        observer.Note($"{stage.Name} rolls back to execution {rollback.Record.BackTo![..8]}, commit {rollback.Record.ShortCommit}.");
        End(rollback, (await stages.RunAsync(stage, rollback, cancel)).Outcome);
        observer.Note(
            rollback.Record.Outcome == Outcome.Succeeded
                ? $"{stage.Name} is back at commit {rollback.Record.ShortCommit}."
                : $"{stage.Name} could not roll back and stays failed. See infra/docs/runbook.md."
        );
        return rollback;
    }

    private static Execution End(Execution execution, Outcome outcome)
    {
        execution.End(outcome);
        return execution;
    }

    private StageDefinition Stage(string name) =>
        pipeline.Stages.FirstOrDefault(stage => stage.Name == name)
        ?? throw new UserError(
            $"The pipeline has no stage {name}; it has {string.Join(", ", pipeline.Stages.Select(stage => stage.Name))}."
        );

    private void Enter(StageDefinition stage)
    {
        if (pipeline.Mode == ExecutionMode.Parallel)
            throw new UserError("A pipeline in PARALLEL mode supports neither the rollback nor the retry of a stage.");
        if (!LockOf(stage).TryEnter())
            throw new UserError($"{stage.Name} is running: wait until it has ended.");
    }

    private StageLock LockOf(StageDefinition stage) => locks.GetOrAdd(stage.Name, _ => new(pipeline.Mode));

    /// <summary>Reads the pipeline that an action has deployed from the assembly of the execution's own Build stage.</summary>
    private PipelineDefinition? Synthesised(Execution execution, ActionDefinition update)
    {
        var assembly = update.Inputs.Select(execution.Artifact).FirstOrDefault(Directory.Exists);
        return assembly is null ? null : new CloudAssembly(assembly).Pipeline(pipeline.Stack.Environment);
    }
}

/// <summary>An execution and its end. The end may be that of the execution that replaced it.</summary>
internal sealed record StartedExecution(Execution Execution, Task<Execution> End);
