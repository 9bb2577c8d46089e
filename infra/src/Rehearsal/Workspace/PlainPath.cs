namespace Rehearsal.Workspace;

/// <summary>
/// A path to a folder for programs that put it unquoted into a command, as jsii and MSBuild do with TMPDIR. If the folder's own path has
/// special characters, this is a link in the system's temporary folder, removed at the end.
/// </summary>
internal sealed class PlainPath : IDisposable
{
    private readonly DirectoryInfo? own;

    public PlainPath(string folder)
    {
        if (folder.All(character => char.IsAsciiLetterOrDigit(character) || "/._-+".Contains(character, StringComparison.Ordinal)))
        {
            Path = folder;
            return;
        }
        // Other users may not enter it.
        own = Directory.CreateTempSubdirectory("rehearsal-");
        Path = System.IO.Path.Combine(own.FullName, "tmp");
        Directory.CreateSymbolicLink(Path, folder);
    }

    public string Path { get; }

    public void Dispose()
    {
        // The process table may be disposed of more than once.
        if (Directory.Exists(own?.FullName))
            Directory.Delete(own.FullName, recursive: true);
    }
}
