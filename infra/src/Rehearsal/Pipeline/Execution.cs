using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Rehearsal.Assembly;
using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Pipeline;

/// <summary>
/// One execution: its commit, the artifacts and variables of its actions, and its record. Reports every change to its observer.
/// </summary>
public sealed partial class Execution
{
    private readonly ExecutionStore store;
    private readonly IExecutionObserver observer;
    private readonly ConcurrentDictionary<string, string> variables = new();
    private readonly ConcurrentDictionary<string, string> commits = new();
    private readonly ConcurrentDictionary<string, string> idle = new();
    private readonly Lock oneAtATime = new();

    /// <param name="version">The pipeline's structure version at the start.</param>
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

    /// <summary>
    /// Whether the pipeline has changed meanwhile. Running actions finish, no others start, and the execution ends as cancelled. The
    /// documentation says that of actions; that the check of a condition ends at once is an assumption.
    /// </summary>
    /// <seealso href="https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-edit.html"/>
    /// <seealso href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StageExecution.html"/>
    public bool IsCancelled { get; set; }

    /// <summary>The folder of the source, once the Source stage has fetched it.</summary>
    public string Source { get; set; } = "";

    /// <summary>The change sets that wait to be executed, by environment, stack and name.</summary>
    internal ConcurrentDictionary<(AwsEnvironment Environment, string Stack, string Name), ChangeSet> ChangeSets { get; } = new();

    private string Artifacts { get; init; } = "";

    /// <summary>Creates a rollback as CodePipeline does: a new execution with the artifacts and variables of an earlier one.</summary>
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
        foreach (var (artifact, commit) in commits)
            rollback.commits[artifact] = commit;
        foreach (var (name, reason) in idle)
            rollback.idle[name] = reason;
        return rollback;
    }

    /// <summary>Gets the path of an action's log.</summary>
    public string Log(string stage, string action) => Path.Combine(store.Logs(Id), $"{stage}.{action}.log");

    /// <summary>Gets the folder of an artifact, which may not exist yet.</summary>
    public string Artifact(string name) => Path.Combine(Artifacts, name);

    /// <summary>Gets the path of a file in an artifact.</summary>
    /// <param name="path">ARTIFACT::FILE.</param>
    /// <exception cref="ActionFailed">The artifact has no such file.</exception>
    public string ArtifactFile(string path)
    {
        var parts = path.Split("::");
        var file = Path.Combine(Artifact(parts[0]), parts[^1]);
        return File.Exists(file) ? file : throw new ActionFailed($"The artifact {parts[0]} has no file {parts[^1]}.");
    }

    /// <summary>Starts the execution, or continues it after its end.</summary>
    /// <param name="pipeline">The pipeline with the stages that the execution passes.</param>
    public void Start(PipelineDefinition pipeline)
    {
        SetVariables(PipelineDefinition.VariablesNamespace, pipeline.Variables);
        SetVariables("codepipeline", new Dictionary<string, string> { ["PipelineExecutionId"] = Id });
        Change(record => record with { Outcome = null, Ended = null }, record => observer.ExecutionStarted(record, pipeline));
    }

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

    /// <param name="log">The file of the action's log; empty without one.</param>
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

    /// <summary>Records the commit of a source artifact.</summary>
    public void SetCommit(string artifact, string commit) => commits[artifact] = commit;

    /// <summary>Gets the commit of a source artifact; for other artifacts, the commit that the execution is about.</summary>
    public string CommitOf(string artifact) => commits.GetValueOrDefault(artifact, Commit);

    public void SetVariables(string space, IReadOnlyDictionary<string, string> values)
    {
        foreach (var (name, value) in values)
            variables[$"{space}.{name}"] = value;
    }

    /// <summary>Remembers which outputs of a stack lead to resources behind which nothing runs.</summary>
    internal void SetIdle(string space, string stack, StackTemplate template)
    {
        foreach (var (output, resource) in template.IdleOutputs)
        {
            idle[$"{space}.{output}"] =
                $"{output} of {stack} leads to {resource} ({template.Resources[resource]}), behind which nothing runs";
        }
    }

    /// <summary>Says why a build would talk to a resource behind which nothing runs; null if it wouldn't.</summary>
    internal string? IdleIn(ActionDefinition action) =>
        Reference()
            .Matches(action.Configuration.GetValueOrDefault("EnvironmentVariables", ""))
            .Select(match => idle.GetValueOrDefault(match.Groups["name"].Value))
            .FirstOrDefault(reason => reason is not null);

    /// <summary>Replaces #{Namespace.Output} with its values.</summary>
    /// <exception cref="ActionFailed">No action has set the value.</exception>
    public string Resolve(string text) =>
        Reference()
            .Replace(
                text,
                match =>
                    variables.TryGetValue(match.Groups["name"].Value, out var value)
                        ? value
                        : throw new ActionFailed($"No earlier action has set the variable {match.Value}.")
            );

    /// <summary>
    /// Changes the record and notifies the observer. Actions run in parallel: the lock keeps the observer's records in order.
    /// </summary>
    private void Change(Func<ExecutionRecord, ExecutionRecord> change, Action<ExecutionRecord> notify)
    {
        lock (oneAtATime)
            notify(Record = change(Record));
    }

    private static string NewId() => Guid.NewGuid().ToString();

    [GeneratedRegex(@"#\{(?<name>[^}]+)\}")]
    private static partial Regex Reference();
}

/// <summary>An action failed; the message says why.</summary>
public sealed class ActionFailed(string message) : Exception(message);
