using System.Text.Json.Serialization;

namespace Rehearsal.Pipeline;

/// <param name="Reason">Why it did not succeed.</param>
public sealed record ActionResult(
    string Stage,
    string Action,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Outcome>))] Outcome Outcome,
    TimeSpan Duration,
    string? Reason = null
);
