using System.Runtime.InteropServices;

namespace Rehearsal.Processes;

/// <summary>
/// A program and all its descendants. Each program of the rehearsal leads its own session, so that nothing is left behind. Ctrl-C reaches
/// only the rehearsal, which stops its programs in order.
/// </summary>
internal static class ProcessGroup
{
    private const int Nothing = 0;
    private const int Terminate = 15;
    private const int KillSignal = 9;

    /// <summary>Linux's number; no other system needs it.</summary>
    private const int StopSignal = 19;

    /// <summary>The prefix that makes a program the leader of its session.</summary>
    public static string[] Leader { get; } = OperatingSystem.IsMacOS() ? MacLeader : ["setsid"];

    /// <summary>The prefix for macOS, which has no setsid. Exits with 127 if the program is missing, as a shell does.</summary>
    internal static string[] MacLeader =>
        ["perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV; print STDERR qq($ARGV[0]: $!\n); exit 127"];

    /// <summary>Asks the whole group to end.</summary>
    /// <returns>Whether the group exists: a program forms its group only shortly after its start.</returns>
    public static bool Stop(int leader) => Signal(-leader, Terminate) == 0;

    /// <summary>Kills the whole group and its descendants.</summary>
    /// <returns>Whether the group existed.</returns>
    public static bool Kill(int leader)
    {
        if (Signal(-leader, Nothing) != 0)
            return false;
        // A stopped process starts no other and doesn't leave its session. So the last pass finds all of them, and no id has been reused.
        HashSet<int> family = [];
        for (var known = -1; known < family.Count; )
        {
            known = family.Count;
            family.UnionWith(Descendants.Of(leader));
            foreach (var process in family)
                Signal(process, StopSignal);
        }
        foreach (var process in family)
            Signal(process, KillSignal);
        Signal(-leader, KillSignal);
        return true;
    }

    /// <summary>
    /// Waits until the group has ended and so writes nothing more. Gives up after a while, because uncollected zombies may stay.
    /// </summary>
    public static void WaitForEnd(int leader) => SpinWait.SpinUntil(() => Signal(-leader, Nothing) != 0, TimeSpan.FromSeconds(5));

    /// <summary>Asks a single process to end.</summary>
    public static void StopOne(int process) => Signal(process, Terminate);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
