namespace Rehearsal.Workspace;

/// <summary>
/// Where a rehearsal keeps everything that it makes: .rehearsal in the repository, which git ignores.
/// Nothing outside it is written but the caches of npm and NuGet, and the link of <see cref="PlainPath"/>.
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

    /// <summary>HOME of everything that the rehearsal starts.</summary>
    public string Home => Path.Combine(Root, "home");

    /// <summary>TMPDIR of everything that the rehearsal starts, by this path or a plainer one.</summary>
    public string Temp => Path.Combine(Root, "tmp");

    /// <summary>Programs of the rehearsal's own, before the user's on the PATH.</summary>
    public string Programs => Path.Combine(Root, "bin");

    /// <summary>One log per service, and what the rehearsal's own programs print.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>A folder per execution: what became of it, what its actions handed to one another, and their logs.</summary>
    public string Executions => Path.Combine(Root, "executions");

    /// <summary>Databases, certificates and keys of the stand-ins.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>What stands for GitHub: a bare repository.</summary>
    public string Origin => Path.Combine(Root, "git", "origin.git");

    /// <summary>The images of the registry that stands for ECR.</summary>
    public string Registry => Path.Combine(Root, "registry");

    /// <summary>What the container engine keeps: base images and the layers of builds.</summary>
    public string Containers => Path.Combine(Root, "containers");

    /// <summary>What the latest rehearsal had that AWS hasn't, a line each.</summary>
    public string Differences => Path.Combine(Root, "differences.txt");

    /// <summary>How other terminals reach the rehearsal that runs.</summary>
    public string Control => Path.Combine(Root, "control.json");

    /// <summary>A record of each process that runs, so that the leftovers of a killed rehearsal can be found.</summary>
    public string Processes => Path.Combine(Root, "processes");

    /// <summary>Removes what earlier rehearsals made, but their executions, their images and what was only installed.</summary>
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
