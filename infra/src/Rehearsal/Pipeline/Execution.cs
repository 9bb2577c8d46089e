using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Rehearsal.Assembly;

namespace Rehearsal.Pipeline;

/// <summary>One execution: its commit, what its actions pass to one another, and its record. Its observer hears of every change.</summary>
public sealed partial class Execution
{
    private readonly ExecutionStore store;
    private readonly IExecutionObserver observer;
    private readonly ConcurrentDictionary<string, string> variables = new();
    private readonly Lock oneAtATime = new();

    /// <param name="version">The pipeline's structure version that it begins in.</param>
    public Execution(ExecutionStore store, IExecutionObserver observer, string commit, int version)
        : this(store, observer, new(NewId(), commit, version, DateTimeOffset.Now)) => Artifacts = store.Artifacts(Id);

    private Execution(ExecutionStore store, IExecutionObserver observer, ExecutionRecord record)
    {
        (this.store, this.observer, Record) = (store, observer, record);
        Directory.CreateDirectory(store.Logs(record.Id));
    }

    public ExecutionRecord Record { get; private set; }

    public string Id => Record.Id;

    public string Commit => Record.Commit;

    public bool IsRollback => Record.BackTo is not null;

    /// <summary>The pipeline has changed meanwhile: what runs comes to its end, nothing more begins.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>The folder of its source, once the Source stage has fetched it.</summary>
    public string Source { get; set; } = "";

    private string Artifacts { get; init; } = "";

    /// <summary>CodePipeline's rollback: an execution of its own, with the artifacts and variables of an earlier one.</summary>
    public Execution Rollback()
    {
        var rollback = new Execution(
            store,
            observer,
            new ExecutionRecord(NewId(), Commit, Record.Version, DateTimeOffset.Now) { BackTo = Id }
        )
        {
            Artifacts = Artifacts,
            Source = Source,
        };
        foreach (var (name, value) in variables)
            rollback.variables[name] = value;
        return rollback;
    }

    /// <summary>The log of an action.</summary>
    public string Log(string stage, string action) => Path.Combine(store.Logs(Id), $"{stage}.{action}.log");

    /// <summary>The folder that holds, or will hold, an artifact.</summary>
    public string Artifact(string name) => Path.Combine(Artifacts, name);

    /// <summary>Starts it, or continues it after its end.</summary>
    /// <param name="pipeline">With the stages that it goes through.</param>
    public void Start(PipelineDefinition pipeline) =>
        Change(record => record with { Outcome = null, Ended = null }, record => observer.ExecutionStarted(record, pipeline));

    public void End(Outcome outcome) =>
        Change(record => record with { Outcome = outcome, Ended = DateTimeOffset.Now }, observer.ExecutionEnded);

    public void EnterStage(string stage) => Change(record => record, record => observer.StageEntered(record, stage));

    public void SucceedIn(string stage) =>
        Change(record => record with { Succeeded = [.. record.Succeeded, stage] }, record => observer.StageSucceeded(record, stage));

    public void StartWatch(string stage) => Change(record => record, record => observer.WatchStarted(record, stage));

    public void EndWatch(string stage, bool isQuiet) => Change(record => record, record => observer.WatchEnded(record, stage, isQuiet));

    public void StartAction(string stage, string action) =>
        Change(
            record => record with { Running = [.. record.Running, $"{stage}.{action}"] },
            record => observer.ActionStarted(record, stage, action)
        );

    /// <param name="log">The file of the action's log, if it has one.</param>
    public void EndAction(ActionResult result, string log = "") =>
        Change(
            record =>
                record with
                {
                    Running = [.. record.Running.Where(action => action != $"{result.Stage}.{result.Action}")],
                    Actions = [.. record.Actions, result],
                },
            record => observer.ActionEnded(record, result, log)
        );

    public void SetVariables(string space, IReadOnlyDictionary<string, string> values)
    {
        foreach (var (name, value) in values)
            variables[$"{space}.{name}"] = value;
    }

    /// <summary>Puts values in the place of #{Namespace.Output}.</summary>
    /// <exception cref="ActionFailed">No action has given that value.</exception>
    public string Resolve(string text) =>
        Reference()
            .Replace(
                text,
                match =>
                    variables.TryGetValue(match.Groups["name"].Value, out var value)
                        ? value
                        : throw new ActionFailed($"No action before this one gave the variable {match.Value}.")
            );

    /// <summary>Changes the record and tells the observer. Actions run in parallel: the lock keeps the observer's records in order.</summary>
    private void Change(Func<ExecutionRecord, ExecutionRecord> change, Action<ExecutionRecord> tell)
    {
        lock (oneAtATime)
            tell(Record = change(Record));
    }

    private static string NewId() => Guid.NewGuid().ToString();

    [GeneratedRegex(@"#\{(?<name>[^}]+)\}")]
    private static partial Regex Reference();
}

/// <summary>An action did not do what it should; the sentence says why.</summary>
public sealed class ActionFailed(string message) : Exception(message);
