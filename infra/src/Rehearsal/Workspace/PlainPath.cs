namespace Rehearsal.Workspace;

/// <summary>
/// Another path to a folder, for programs that put it unquoted into a command: jsii and MSBuild do that with TMPDIR.
/// Only where the folder's own has more than letters, digits and a few signs: then a link in the system's temporary folder, until the end.
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
        // Others may not enter it.
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
