namespace Rehearsal.Workspace;

internal static class LogFile
{
    private const int Shown = 15;
    private const int Wide = 300;

    /// <summary>Gets the last lines, where errors usually are, and shortens long ones.</summary>
    public static IReadOnlyList<string> Tail(string log, int lines = Shown, int widest = Wide) =>
        File.Exists(log)
            ?
            [
                .. File.ReadLines(log)
                    .Where(line => line.Length > 0)
                    .TakeLast(lines)
                    .Select(line => line.Length > widest ? $"{line[..widest]}…" : line),
            ]
            : [];
}
