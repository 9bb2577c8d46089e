using System.Diagnostics;
using System.Globalization;
using Rehearsal.Workspace;

namespace Rehearsal.Processes;

/// <summary>The processes that a killed rehearsal could not stop.</summary>
public static class Leftovers
{
    /// <summary>Kills them.</summary>
    /// <returns>The number of killed processes.</returns>
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
            EndGroup(id);
            return true;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // The program has ended, but maybe not what it left in its background. No other process gets the id of a group that exists.
            return EndGroup(id);
        }
    }

    private static bool EndGroup(int id)
    {
        var existed = ProcessGroup.Kill(id);
        ProcessGroup.WaitForEnd(id);
        return existed;
    }
}
