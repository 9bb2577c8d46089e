using System.Text.Json;
using System.Text.Json.Serialization;
using Rehearsal.Workspace;

namespace Rehearsal.Delivery;

/// <summary>One execution as it went.</summary>
public sealed record HistoryEntry(
    string Id, string Commit, DateTimeOffset Started, DateTimeOffset Ended, [property: JsonConverter(typeof(JsonStringEnumConverter<Outcome>))] Outcome Outcome, IReadOnlyList<ActionResult> Actions)
{
    /// <summary>The execution that it went back to, when it was a rollback.</summary>
    public string? BackTo { get; init; }
}

/// <summary>The executions of this repository's rehearsals, oldest first.</summary>
public static class History
{
    public static void Append(RehearsalFolder folder, HistoryEntry entry) => File.AppendAllLines(folder.History, [JsonSerializer.Serialize(entry)]);

    public static IEnumerable<HistoryEntry> Read(RehearsalFolder folder) =>
        File.Exists(folder.History) ? File.ReadLines(folder.History).Select(line => JsonSerializer.Deserialize<HistoryEntry>(line)!) : [];
}
