using System.Globalization;

namespace Rehearsal.Processes;

/// <summary>The descendants of programs in other sessions, such as the rehearsals that tests start.</summary>
internal static class Descendants
{
    /// <returns>The processes of a group and their descendants, as far as their parents still run. Works on Linux only.</returns>
    public static IReadOnlySet<int> Of(int group)
    {
        if (!OperatingSystem.IsLinux())
            return new HashSet<int>();
        var processes = Directory.EnumerateDirectories("/proc").Select(Read).OfType<(int Id, int Parent, int Group)>().ToArray();
        HashSet<int> groups = [group],
            family = [];
        // A child may be listed before its parent.
        for (var known = -1; known < family.Count; )
        {
            known = family.Count;
            foreach (var process in processes.Where(process => groups.Contains(process.Group) || family.Contains(process.Parent)))
            {
                family.Add(process.Id);
                groups.Add(process.Group);
            }
        }
        return family;
    }

    private static (int Id, int Parent, int Group)? Read(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), out var id))
            return null;
        try
        {
            var fields = File.ReadAllText(Path.Combine(folder, "stat")).Split(") ")[^1].Split(' ');
            return (id, int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[2], CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The process has ended, or the system hides other users' processes.
            return null;
        }
    }
}
