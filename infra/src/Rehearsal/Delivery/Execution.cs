using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Rehearsal.Workspace;

namespace Rehearsal.Delivery;

/// <summary>One execution: its commit, and what its actions hand to one another.</summary>
public sealed partial class Execution(RehearsalFolder folder, string commit)
{
    private readonly ConcurrentDictionary<string, string> variables = new();

    public string Id { get; } = Guid.NewGuid().ToString();

    public string Commit => commit;

    public DateTimeOffset Started { get; } = DateTimeOffset.Now;

    /// <summary>The log of an action.</summary>
    public string Log(string stage, string action) => Path.Combine(folder.Logs, $"{stage}.{action}.log");

    /// <summary>The folder that holds, or will hold, an artifact.</summary>
    public string Artifact(string name) => Path.Combine(folder.Artifacts, Id, name);

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
