using System.Globalization;

namespace Rehearsal.Processes;

/// <summary>
/// The most memory that this program and all that it has started held at once. In PSS: what processes share is counted once. Looked up
/// every few seconds, so that a short peak may be missed; and on Linux only, where the kernel tells.
/// </summary>
public sealed class PeakMemory : IAsyncDisposable
{
    private readonly PeriodicTimer timer = new(TimeSpan.FromSeconds(2));
    private readonly Task watching;

    private PeakMemory() => watching = WatchAsync();

    /// <summary>In bytes; nothing where the kernel does not tell.</summary>
    public long? Bytes { get; private set; }

    public static PeakMemory Watch() => new();

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await watching;
    }

    /// <summary>What a program and all that it has started hold now, in bytes.</summary>
    public static long Of(int program) => Family(program).Sum(Pss);

    private async Task WatchAsync()
    {
        while (OperatingSystem.IsLinux() && await timer.WaitForNextTickAsync())
            Bytes = Math.Max(Bytes ?? 0, await Task.Run(() => Of(Environment.ProcessId)));
    }

    /// <summary>Its children, theirs, and so on; and whoever shares a session with one of them, since a parent may have ended.</summary>
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
        // The name of a program, in parentheses, may hold anything; what follows is: state, parent, group, session.
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

    /// <summary>A process may end while one reads about it.</summary>
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
