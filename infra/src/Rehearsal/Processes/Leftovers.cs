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
