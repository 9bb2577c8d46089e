using System.Runtime.InteropServices;

namespace Rehearsal.Processes;

/// <summary>
/// A program and all that it starts, as one: each of the rehearsal's programs leads a session of its own, so that nothing of it
/// is left behind, and Ctrl-C reaches the rehearsal alone, which stops its programs in order.
/// </summary>
internal static class ProcessGroup
{
    private const int Nothing = 0;
    private const int Terminate = 15;
    private const int KillSignal = 9;

    /// <summary>Makes a program the leader of its session.</summary>
    public static string[] Leader { get; } = OperatingSystem.IsMacOS() ? MacLeader : ["setsid"];

    /// <summary>macOS has no setsid. As a shell does, it ends with 127 if there is no such program.</summary>
    internal static string[] MacLeader =>
        ["perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV; print STDERR qq($ARGV[0]: $!\n); exit 127"];

    /// <summary>Asks all of them to end.</summary>
    /// <returns>Whether there are any: a program leads its session only some moments after its start.</returns>
    public static bool Stop(int leader) => Signal(-leader, Terminate) == 0;

    /// <summary>Ends all of them and what they started, whether they want or not; there may be none any more.</summary>
    /// <returns>Whether there were any.</returns>
    public static bool Kill(int leader)
    {
        if (Signal(-leader, Nothing) != 0)
            return false;
        int[] groups = [leader, .. Descendants.GroupsBelow(leader)];
        foreach (var group in groups)
            Signal(-group, KillSignal);
        return true;
    }

    /// <summary>Waits until there is none of them any more: only then they have written their last. Zombies that nobody collects may stay.</summary>
    public static void WaitForEnd(int leader) => SpinWait.SpinUntil(() => Signal(-leader, Nothing) != 0, TimeSpan.FromSeconds(5));

    /// <summary>Asks a single process to end.</summary>
    public static void StopOne(int process) => Signal(process, Terminate);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
