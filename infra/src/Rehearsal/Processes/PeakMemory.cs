using System.Globalization;

namespace Rehearsal.Processes;

/// <summary>
/// The peak memory of this program and all its descendants, in PSS, which counts shared memory once. It is sampled every few seconds, so
/// short peaks may be missed. Linux only.
/// </summary>
public sealed class PeakMemory : IAsyncDisposable
{
    private readonly PeriodicTimer timer = new(TimeSpan.FromSeconds(2));
    private readonly Task watching;

    private PeakMemory() => watching = WatchAsync();

    /// <summary>The peak in bytes; null on other systems than Linux.</summary>
    public long? Bytes { get; private set; }

    public static PeakMemory Watch() => new();

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await watching;
    }

    /// <summary>Gets the present memory of a program and all its descendants, in bytes.</summary>
    public static long Of(int program) => Family(program).Sum(Pss);

    private async Task WatchAsync()
    {
        while (OperatingSystem.IsLinux() && await timer.WaitForNextTickAsync())
            Bytes = Math.Max(Bytes ?? 0, await Task.Run(() => Of(Environment.ProcessId)));
    }

    /// <summary>
    /// Gets a program's descendants, and the processes that share a session with one of them, since a parent may have ended.
    /// </summary>
    private static HashSet<int> Family(int program)
    {
        var all = Directory
            .EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Select(name => Relations(name!))
            .OfType<(int Id, int Parent, int Session)>()
            .ToArray();
        HashSet<int> family = [program];
        while (true)
        {
            var before = family.Count;
            family.UnionWith(
                all.Where(one =>
                        family.Contains(one.Parent) || (one.Session != one.Id && one.Session != program && family.Contains(one.Session))
                    )
                    .Select(one => one.Id)
            );
            if (family.Count == before)
                return family;
        }
    }

    private static (int Id, int Parent, int Session)? Relations(string process)
    {
        // The program's name, in parentheses, may contain anything; after it come state, parent, group and session.
        var fields = Read($"/proc/{process}/stat")?.Split(") ")[^1].Split(' ');
        return fields is null ? null : (Number(process), Number(fields[1]), Number(fields[3]));
    }

    private static long Pss(int process)
    {
        var line = Read($"/proc/{process}/smaps_rollup")
            ?.Split('\n')
            .FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal));
        return line is null ? 0 : 1024L * Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }

    /// <summary>Reads a file; null if the process has ended meanwhile.</summary>
    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
