using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Rehearsal.Workspace;

namespace Rehearsal.Delivery;

/// <summary>One execution: its commit, and what its actions hand to one another.</summary>
public sealed partial class Execution
{
    private readonly RehearsalFolder folder;
    private readonly ConcurrentDictionary<string, string> variables = new();
    private readonly HashSet<string> succeeded = [];

    /// <param name="version">The pipeline's structure version that it begins in.</param>
    public Execution(RehearsalFolder folder, string commit, int version = 1) => (this.folder, Commit, Version, Artifacts) = (folder, commit, version, Path.Combine(folder.Artifacts, Id));

    private Execution(Execution target)
    {
        (folder, Commit, Version, Artifacts, Target, Source) = (target.folder, target.Commit, target.Version, target.Artifacts, target, target.Source);
        variables = new(target.variables);
    }

    public string Id { get; } = Guid.NewGuid().ToString();

    public string Commit { get; }

    public int Version { get; }

    public DateTimeOffset Started { get; } = DateTimeOffset.Now;

    /// <summary>What it goes back to, when it is a rollback.</summary>
    public Execution? Target { get; }

    /// <summary>The folder of its source, once the Source stage has fetched it.</summary>
    public string Source { get; set; } = "";

    private string Artifacts { get; }

    /// <summary>CodePipeline's rollback: an execution of its own, with the artifacts and variables of an earlier one.</summary>
    public static Execution BackTo(Execution target) => new(target);

    /// <summary>Whether a stage can go back to it: it came through that stage, forward.</summary>
    public bool HasSucceededIn(string stage) => Target is null && succeeded.Contains(stage);

    public void SucceedIn(string stage) => succeeded.Add(stage);

    /// <summary>The log of an action.</summary>
    public string Log(string stage, string action) => Path.Combine(folder.Logs, $"{stage}.{action}.log");

    /// <summary>The folder that holds, or will hold, an artifact.</summary>
    public string Artifact(string name) => Path.Combine(Artifacts, name);

    public void SetVariables(string space, IReadOnlyDictionary<string, string> values)
    {
        foreach (var (name, value) in values)
            variables[$"{space}.{name}"] = value;
    }

    /// <summary>Puts values in the place of #{Namespace.Output}.</summary>
    /// <exception cref="ActionFailed">No action has given that value.</exception>
    public string Resolve(string text) => Reference().Replace(text, match => variables.TryGetValue(match.Groups["name"].Value, out var value)
        ? value
        : throw new ActionFailed($"No action before this one gave the variable {match.Value}."));

    [GeneratedRegex(@"#\{(?<name>[^}]+)\}")]
    private static partial Regex Reference();
}

/// <summary>An action did not do what it should; the sentence says why.</summary>
public sealed class ActionFailed(string message) : Exception(message);
