using Rehearsal.Reporting.Progress;
using Spectre.Console.Rendering;

namespace Rehearsal.Reporting.Live;

/// <summary>An action's failure: the reason, the last lines of its log, and the log's path.</summary>
internal static class Failure
{
    public static IEnumerable<Row> Rows(ActionProgress action, string indent, int width, int lines)
    {
        foreach (var line in Theme.Wrapped(action.Reason ?? "", width - indent.Length).Take(lines))
            yield return Inner(new(line, Theme.Bold));
        foreach (var line in action.LogTail.TakeLast(lines))
            yield return Inner(new($"│ {Theme.SingleLine(line)}"));
        if (File.Exists(action.Log))
            yield return Inner(new($"The whole log: {RelativePath(action.Log)}", Theme.Dim));

        Row Inner(Segment text) => new(new Segment(indent, Theme.Dim), text);
    }

    /// <summary>Shortens a path relative to the current folder.</summary>
    private static string RelativePath(string file) =>
        Path.GetRelativePath(Environment.CurrentDirectory, file) is var relative && relative.StartsWith("..", StringComparison.Ordinal)
            ? file
            : relative;
}
