using Rehearsal.Workspace;

namespace Rehearsal.Processes;

/// <summary>Packages from npm.</summary>
internal static class Packages
{
    /// <summary>Whether the packages of a folder are installed as its lock file says.</summary>
    public static bool AreInstalled(string home)
    {
        var installed = new FileInfo(Path.Combine(home, "node_modules", ".package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(home, "package-lock.json"));
    }

    /// <summary>Installs the packages of a folder unless they are installed.</summary>
    /// <exception cref="UserError">npm failed.</exception>
    public static async Task InstallAsync(string home, RehearsalFolder folder, ProcessTable processes, CancellationToken cancel)
    {
        if (AreInstalled(home))
            return;
        var log = Path.Combine(folder.Logs, "install.log");
        var code = await processes.RunAsync(
            new()
            {
                Program = "npm",
                Arguments = ["ci", "--no-audit", "--no-fund"],
                WorkingDirectory = home,
                Log = log,
            },
            cancel
        );
        if (code != 0)
            throw new UserError($"npm ci in {home} ended with {code}: {string.Join(' ', LogFile.Tail(log, 3))} (the whole log: {log})");
    }
}
