using System.Globalization;

namespace Rehearsal.Workspace;

/// <summary>One rehearsal per repository. The operating system releases the lock however its holder ends.</summary>
public sealed class RehearsalLock : IDisposable
{
    private readonly FileStream file;

    private RehearsalLock(FileStream file) => this.file = file;

    /// <exception cref="UserError">Another rehearsal of this repository is running.</exception>
    public static RehearsalLock Take(RehearsalFolder folder) =>
        TryTake(folder)
        ?? throw new UserError(
            $"A rehearsal of this repository is already running (process {Holder(folder)}). "
                + "Stop it with Ctrl-C in its terminal, or run: infra/rehearsal down"
        );

    public static RehearsalLock? TryTake(RehearsalFolder folder)
    {
        try
        {
            var file = new FileStream(Path.Combine(folder.Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(HolderFile(folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(file);
        }
        catch (IOException error) when (!error.IsFullDisk)
        {
            return null;
        }
    }

    /// <summary>Gets the process that holds the lock; null if it is unknown.</summary>
    public static int? Holder(RehearsalFolder folder) =>
        File.Exists(HolderFile(folder)) && int.TryParse(File.ReadAllText(HolderFile(folder)), CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    public void Dispose() => file.Dispose();

    // In a separate file: on some systems other processes can't read a locked file.
    private static string HolderFile(RehearsalFolder folder) => Path.Combine(folder.Root, "lock.holder");
}
