using System.Globalization;
using System.Text.RegularExpressions;
using Rehearsal.Pipeline;
using Rehearsal.Reporting.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rehearsal.Reporting.Live;

/// <summary>
/// Marks, colours and text styles. Only colours that terminals keep readable on dark and light backgrounds, so no grey. Each mark also has
/// a distinct sign for colour-blind users.
/// </summary>
internal static partial class Theme
{
    private static readonly IReadOnlyList<string> Frames = Spinner.Known.Dots.Frames;

    public static Style Dim { get; } = new(decoration: Decoration.Dim);

    public static Style Bold { get; } = new(decoration: Decoration.Bold);

    private static Style Good { get; } = new(Color.Green);

    private static Style Bad { get; } = new(Color.Maroon, decoration: Decoration.Bold);

    private static Style Busy { get; } = new(Color.Teal, decoration: Decoration.Bold);

    public static Segment Mark(bool isRunning, Outcome? outcome, DateTimeOffset now) =>
        outcome switch
        {
            null when isRunning => new(Frames[(int)(now.ToUnixTimeMilliseconds() / LiveView.Beat.Milliseconds % Frames.Count)], Busy),
            null => new("·", Dim),
            Outcome.Succeeded => new("✓", Good),
            Outcome.Failed => new("✗", Bad),
            Outcome.Rejected => new("✗", Bold),
            _ => new("–", Dim),
        };

    /// <summary>Formats a running time in whole seconds, because tenths would flicker.</summary>
    public static string Running(TimeSpan time) =>
        time.TotalSeconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalSeconds} s") : Format.Seconds(time);

    /// <summary>Makes a single line without characters that move the cursor or change colours.</summary>
    public static string SingleLine(string text) => ControlCharacters().Replace(text.Replace("\t", "    ", StringComparison.Ordinal), "");

    /// <summary>Wraps a text between words.</summary>
    public static IEnumerable<string> Wrapped(string text, int width) =>
        text.Split('\n')
            .Select(SingleLine)
            .Where(line => line.Length > 0)
            .SelectMany(line => Segment.SplitLines(((IRenderable)new Text(line)).Render(RenderOptions.Create(AnsiConsole.Console), width)))
            .Select(line => string.Concat(line.Select(piece => piece.Text)));

    [GeneratedRegex(@"\e\[[0-9;?]*[ -/]*[@-~]|\p{Cc}")]
    private static partial Regex ControlCharacters();
}
