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
        if (Packages.AreInstalled(infra))
            return;
        note("Installing the CDK CLI, Node 24 and PostgreSQL from npm (once)");
        await Packages.InstallAsync(infra, folder, processes, cancel);
    }
}
