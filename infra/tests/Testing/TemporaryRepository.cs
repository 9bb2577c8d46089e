using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Testing;

/// <summary>A repository in a folder that only its owner can open, like those of `mktemp -d`.</summary>
public sealed class TemporaryRepository : IAsyncDisposable
{
    public TemporaryRepository()
    {
        Root = Directory.CreateTempSubdirectory("rehearsal-").FullName;
        File.WriteAllText(Path.Combine(Root, "cdk.json"), "{}");
        File.WriteAllText(Path.Combine(Root, ".gitignore"), ".rehearsal/\nnode_modules/\n");
        Folder = new(Root);
        Processes = new(Folder);
    }

    public string Root { get; }

    public RehearsalFolder Folder { get; }

    public ProcessTable Processes { get; }

    public void Write(string file, string text)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Shares this repository's container images, which include the base image if base-image.sh has built one.</summary>
    public void ShareImages() => Directory.CreateSymbolicLink(Folder.Containers, new RehearsalFolder(ThisRepository.Root).Containers);

    /// <summary>Shares this repository's Python environment, so that a machine without moto installs it once for all tests.</summary>
    public void SharePython() => Share("venv");

    /// <summary>Shares this repository's copy of the CDK's JavaScript, which takes the first synthesis some seconds to unpack.</summary>
    public void ShareJavaScriptOfCdk() => Share("jsii");

    public async ValueTask DisposeAsync()
    {
        await Processes.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }

    private void Share(string name) =>
        Directory.CreateSymbolicLink(
            Path.Combine(Folder.Root, name),
            Directory.CreateDirectory(Path.Combine(new RehearsalFolder(ThisRepository.Root).Root, name)).FullName
        );
}
