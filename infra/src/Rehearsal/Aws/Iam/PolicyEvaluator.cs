using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Iam;

/// <summary>The program that evaluates IAM policies: infra/iam, beside the sources of this program, with its packages from npm.</summary>
internal static class PolicyEvaluator
{
    private const string Program = "evaluate.mjs";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <returns>The program's path.</returns>
    /// <exception cref="UserError">The packages could not be installed.</exception>
    public static async Task<string> InstallAsync(RehearsalFolder folder, ProcessTable processes, CancellationToken cancel)
    {
        var home = Home();
        // Several rehearsals may start at once, in different clones or in tests.
        using var alone = await TakeAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(home, "obj")).FullName, "lock"), cancel);
        await Packages.InstallAsync(home, folder, processes, cancel);
        return Path.Combine(home, Program);
    }

    private static string Home()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var home = Path.Combine(folder.FullName, "infra", "iam");
            if (File.Exists(Path.Combine(home, Program)))
                return home;
        }
        throw new UserError(
            $"infra/iam/{Program} is in no folder above {AppContext.BaseDirectory}: build the rehearsal in its repository."
        );
    }

    private static async Task<FileStream> TakeAsync(string file, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (!error.IsFullDisk)
            {
                await Task.Delay(Pause, cancel);
            }
        }
    }
}
