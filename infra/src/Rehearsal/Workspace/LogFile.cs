namespace Rehearsal.Workspace;

internal static class LogFile
{
    private const int Shown = 15;

    /// <summary>The last lines: what went wrong mostly stands there.</summary>
    public static IReadOnlyList<string> Tail(string log, int lines = Shown) => File.Exists(log) ? [.. File.ReadLines(log).Where(line => line.Length > 0).TakeLast(lines)] : [];
}
