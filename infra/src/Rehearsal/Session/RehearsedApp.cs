using Rehearsal.Workspace;

namespace Rehearsal.Session;

/// <summary>An app that another repository makes: its cloud assembly, and the folder that its pipeline gets as its source.</summary>
/// <param name="Assembly">The folder with manifest.json.</param>
/// <param name="Source">The folder whose files a push delivers.</param>
public sealed record RehearsedApp(string Assembly, string Source)
{
    /// <param name="source">Null for the git repository around the assembly.</param>
    /// <exception cref="UserError">A folder is missing.</exception>
    public static RehearsedApp Of(string assembly, string? source)
    {
        assembly = Existing("--assembly", assembly);
        if (source is not null)
            return new(assembly, Existing("--source", source));
        for (var folder = new DirectoryInfo(assembly); folder is not null; folder = folder.Parent)
        {
            // In a worktree, .git is a file.
            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
                return new(assembly, folder.FullName);
        }
        throw new UserError(
            $"--assembly {assembly} is in no git repository: pass the folder that the pipeline gets as its source with --source FOLDER."
        );
    }

    /// <summary>Refuses what only this repository's own app has.</summary>
    public static void Refuse(string command) =>
        throw new UserError($"{command} is for the app of this repository, but this rehearsal runs another one (--assembly).");

    private static string Existing(string option, string folder) =>
        Directory.Exists(folder) ? Path.GetFullPath(folder) : throw new UserError($"{option} {folder}: there is no such folder.");
}
