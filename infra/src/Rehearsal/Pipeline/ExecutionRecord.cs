using System.Text.Json.Serialization;

namespace Rehearsal.Pipeline;

/// <summary>What is told of an execution: all that there is to know of it so far.</summary>
/// <param name="Version">The pipeline's structure version that it began in.</param>
public sealed record ExecutionRecord(string Id, string Commit, int Version, DateTimeOffset Started)
{
    /// <summary>The execution that it goes back to, when it is a rollback.</summary>
    public string? BackTo { get; init; }

    /// <summary>Nothing while it is under way.</summary>
    public DateTimeOffset? Ended { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
    public Outcome? Outcome { get; init; }

    /// <summary>The actions that have come to an end, in that order; one that was tried again stands there again.</summary>
    public IReadOnlyList<ActionResult> Actions { get; init; } = [];

    /// <summary>The actions that run, as Stage.Action.</summary>
    public IReadOnlyList<string> Running { get; init; } = [];

    /// <summary>The stages that it came through.</summary>
    public IReadOnlyList<string> Succeeded { get; init; } = [];

    [JsonIgnore]
    public string ShortId => Id[..8];

    [JsonIgnore]
    public string ShortCommit => Commit[..12];
}
