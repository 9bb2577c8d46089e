using System.Globalization;
using System.Text.RegularExpressions;
using Rehearsal.Pipeline;
using Rehearsal.Reporting.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rehearsal.Reporting.Live;

/// <summary>
/// How things look: on dark as on light, so only the colours that a terminal makes readable on its own background, and no grey. Each mark
/// is another sign too, since not everybody sees colours.
/// </summary>
internal static partial class Theme
{
    private static readonly string[] Spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

    public static Style Dim { get; } = new(decoration: Decoration.Dim);

    public static Style Bold { get; } = new(decoration: Decoration.Bold);

    private static Style Good { get; } = new(Color.Green);

    private static Style Bad { get; } = new(Color.Maroon, decoration: Decoration.Bold);

    private static Style Busy { get; } = new(Color.Teal, decoration: Decoration.Bold);

    public static Segment Mark(bool isRunning, Outcome? outcome, DateTimeOffset now) =>
        outcome switch
        {
            null when isRunning => new(Spinner[now.ToUnixTimeMilliseconds() / LiveView.Beat.Milliseconds % Spinner.Length], Busy),
            null => new("·", Dim),
            Outcome.Succeeded => new("✓", Good),
            Outcome.Failed => new("✗", Bad),
            Outcome.Rejected => new("✗", Bold),
            _ => new("–", Dim),
        };

    /// <summary>What runs is told in whole seconds: tenths would only flicker.</summary>
    public static string Running(TimeSpan time) =>
        time.TotalSeconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalSeconds} s") : Format.Seconds(time);

    /// <summary>One line without anything that moves a cursor or changes a colour.</summary>
    public static string Still(string text) => Movement().Replace(text.Replace("\t", "    ", StringComparison.Ordinal), "");

    /// <summary>A long text as lines that end between words.</summary>
    public static IEnumerable<string> Wrapped(string text, int width)
    {
        foreach (var given in text.Split('\n').Select(Still).Where(line => line.Length > 0))
        {
            var line = "";
            foreach (var word in given.Split(' '))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > width)
                {
                    yield return line;
                    line = word;
                }
                else
                {
                    line = line.Length == 0 ? word : $"{line} {word}";
                }
            }
            yield return line;
        }
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[ -/]*[@-~]|\p{Cc}")]
    private static partial Regex Movement();
}
