namespace Rehearsal.Workspace;

/// <summary>
/// The folder for everything that a rehearsal writes: .rehearsal in the repository, which git ignores. Outside it, a rehearsal writes only
/// the caches of npm and NuGet and the link of <see cref="PlainPath"/>.
/// </summary>
public sealed class RehearsalFolder
{
    public RehearsalFolder(string repository)
    {
        Repository = Path.GetFullPath(repository);
        Root = Path.Combine(Repository, ".rehearsal");
        MakeFolders();
    }

    public string Repository { get; }

    public string Root { get; }

    /// <summary>HOME of all programs that the rehearsal starts.</summary>
    public string Home => Path.Combine(Root, "home");

    /// <summary>TMPDIR of all programs that the rehearsal starts, by this path or a plainer one.</summary>
    public string Temp => Path.Combine(Root, "tmp");

    /// <summary>The rehearsal's own programs, before the user's on the PATH.</summary>
    public string Programs => Path.Combine(Root, "bin");

    /// <summary>The logs of the services and of the rehearsal's own programs.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>The executions. Each has a folder with its record, artifacts and logs.</summary>
    public string Executions => Path.Combine(Root, "executions");

    /// <summary>Databases, certificates and keys of the stand-ins.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>The bare repository that replaces GitHub.</summary>
    public string Origin => Path.Combine(Root, "git", "origin.git");

    /// <summary>The images of the registry that replaces ECR.</summary>
    public string Registry => Path.Combine(Root, "registry");

    /// <summary>The container engine's storage: base images and build layers.</summary>
    public string Containers => Path.Combine(Root, "containers");

    /// <summary>The differences of the latest rehearsal from AWS, one per line.</summary>
    public string Differences => Path.Combine(Root, "differences.txt");

    /// <summary>The judged calls of the latest rehearsal, and the policies that decided: one JSON object per line.</summary>
    public string Permissions => Path.Combine(Root, "permissions.jsonl");

    /// <summary>The address and token of the running rehearsal, for other terminals.</summary>
    public string Control => Path.Combine(Root, "control.json");

    /// <summary>A record per running process, so that the leftovers of a killed rehearsal can be found.</summary>
    public string Processes => Path.Combine(Root, "processes");

    /// <summary>Removes what earlier rehearsals made, except executions, images and installed programs.</summary>
    public void Clear()
    {
        string[] kept = ["bin", "containers", "executions", "jsii", "npm", "processes", "registry", "venv"];
        foreach (var folder in Directory.EnumerateDirectories(Root).Where(folder => !kept.Contains(Path.GetFileName(folder))))
            Directory.Delete(folder, recursive: true);
        File.Delete(Control);
        MakeFolders();
    }

    private void MakeFolders()
    {
        foreach (var folder in (string[])[Home, Temp, Programs, Logs, Executions, Data, Processes])
            Directory.CreateDirectory(folder);
    }
}
