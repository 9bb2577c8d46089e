using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Rehearsal.Pipeline;

/// <summary>One execution: its commit, what its actions hand to one another, and what has become of it, on record at every step.</summary>
public sealed partial class Execution
{
    private readonly ExecutionStore store;
    private readonly ConcurrentDictionary<string, string> variables = new();
    private readonly Lock oneAtATime = new();

    /// <param name="version">The pipeline's structure version that it begins in.</param>
    public Execution(ExecutionStore store, string commit, int version)
        : this(store, new(NewId(), commit, version, DateTimeOffset.Now)) => Artifacts = store.Artifacts(Id);

    private Execution(ExecutionStore store, ExecutionRecord record)
    {
        (this.store, Record) = (store, record);
        store.Save(record);
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
        var rollback = new Execution(store, new ExecutionRecord(NewId(), Commit, Record.Version, DateTimeOffset.Now) { BackTo = Id })
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

    public void Begin(string stage, string action) => Change(record => record with { Running = [.. record.Running, $"{stage}.{action}"] });

    public void End(ActionResult result) =>
        Change(record =>
            record with
            {
                Running = [.. record.Running.Where(action => action != $"{result.Stage}.{result.Action}")],
                Actions = [.. record.Actions, result],
            }
        );

    public void SucceedIn(string stage) => Change(record => record with { Succeeded = [.. record.Succeeded, stage] });

    public void End(Outcome outcome) => Change(record => record with { Outcome = outcome, Ended = DateTimeOffset.Now });

    /// <summary>It goes on after all: somebody retries what failed.</summary>
    public void Reopen() => Change(record => record with { Outcome = null, Ended = null });

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

    private void Change(Func<ExecutionRecord, ExecutionRecord> change)
    {
        lock (oneAtATime)
            store.Save(Record = change(Record));
    }

    private static string NewId() => Guid.NewGuid().ToString();

    [GeneratedRegex(@"#\{(?<name>[^}]+)\}")]
    private static partial Regex Reference();
}

/// <summary>An action did not do what it should; the sentence says why.</summary>
public sealed class ActionFailed(string message) : Exception(message);
