using System.Globalization;
using Rehearsal.Pipeline;

namespace Rehearsal.Reporting.Progress;

internal static class Format
{
    public static string Seconds(TimeSpan time) =>
        time.TotalSeconds < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s");

    public static string Word(Outcome outcome) =>
        outcome switch
        {
            Outcome.NotRehearsed => "not rehearsed",
            _ => outcome.ToString().ToLowerInvariant(),
        };
}
