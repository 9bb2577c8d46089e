using System.Diagnostics;
using System.Globalization;
using Rehearsal.Workspace;

namespace Rehearsal.Processes;

/// <summary>What a rehearsal that was killed could not stop.</summary>
public static class Leftovers
{
    /// <summary>Ends them.</summary>
    /// <returns>How many there were.</returns>
    public static int Clear(RehearsalFolder folder)
    {
        var ended = 0;
        foreach (var record in Directory.EnumerateFiles(folder.Processes))
        {
            if (End(int.Parse(Path.GetFileName(record), CultureInfo.InvariantCulture), File.ReadAllText(record)))
                ended++;
            File.Delete(record);
        }
        return ended;
    }

    private static bool End(int id, string started)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            if (RunningProcess.StartOf(process) != started)
                return false;
            process.Kill(entireProcessTree: true);
            ProcessGroup.Kill(id);
            ProcessGroup.WaitForEnd(id);
            return true;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
