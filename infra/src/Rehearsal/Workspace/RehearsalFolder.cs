namespace Rehearsal.Workspace;

/// <summary>
/// Where a rehearsal keeps everything that it makes: .rehearsal in the repository, which git ignores.
/// Nothing outside it is written but the caches of npm and NuGet.
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

    /// <summary>TMPDIR of everything that the rehearsal starts.</summary>
    public string Temp => Path.Combine(Root, "tmp");

    /// <summary>Programs of the rehearsal's own, before the user's on the PATH.</summary>
    public string Programs => Path.Combine(Root, "bin");

    /// <summary>One log per action and per service.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>What passes between actions.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>Databases, certificates and keys of the stand-ins.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>What stands for GitHub: a bare repository.</summary>
    public string Origin => Path.Combine(Root, "git", "origin.git");

    /// <summary>The images of the registry that stands for ECR.</summary>
    public string Registry => Path.Combine(Root, "registry");

    /// <summary>What the container engine keeps: base images and the layers of builds.</summary>
    public string Containers => Path.Combine(Root, "containers");

    /// <summary>A line per execution.</summary>
    public string History => Path.Combine(Root, "history.jsonl");

    /// <summary>A record of each process that runs, so that the leftovers of a killed rehearsal can be found.</summary>
    public string Processes => Path.Combine(Root, "processes");

    /// <summary>Removes what earlier rehearsals made, but their history, their images and what was only installed.</summary>
    public void Clear()
    {
        string[] kept = ["bin", "containers", "npm", "processes", "registry", "venv"];
        foreach (var folder in Directory.EnumerateDirectories(Root).Where(folder => !kept.Contains(Path.GetFileName(folder))))
            Directory.Delete(folder, recursive: true);
        MakeFolders();
    }

    private void MakeFolders()
    {
        foreach (var folder in (string[])[Home, Temp, Programs, Logs, Artifacts, Data, Processes])
            Directory.CreateDirectory(folder);
    }
}
