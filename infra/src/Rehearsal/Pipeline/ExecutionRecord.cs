using System.Text.Json.Serialization;

namespace Rehearsal.Pipeline;

/// <summary>The recorded state of an execution.</summary>
/// <param name="Version">The pipeline's structure version at the start.</param>
public sealed record ExecutionRecord(string Id, string Commit, int Version, DateTimeOffset Started)
{
    /// <summary>The execution that a rollback goes back to; null for other executions.</summary>
    public string? BackTo { get; init; }

    /// <summary>The end; null while it is running.</summary>
    public DateTimeOffset? Ended { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
    public Outcome? Outcome { get; init; }

    /// <summary>The finished actions, in the order of their ends. A retried action appears again.</summary>
    public IReadOnlyList<ActionResult> Actions { get; init; } = [];

    /// <summary>The running actions, as Stage.Action.</summary>
    public IReadOnlyList<string> Running { get; init; } = [];

    /// <summary>The stages that it has passed.</summary>
    public IReadOnlyList<string> Succeeded { get; init; } = [];

    [JsonIgnore]
    public string ShortId => Id[..8];

    [JsonIgnore]
    public string ShortCommit => Commit[..12];
}
