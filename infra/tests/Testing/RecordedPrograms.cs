namespace Testing;

/// <summary>Programs of a test's own, before the machine's on the PATH: each writes down what it was called with, then does what it is told in bash.</summary>
internal sealed class RecordedPrograms : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string folder = Directory.CreateTempSubdirectory("programs-").FullName;

    public RecordedPrograms() => File.WriteAllText(Record, "");

    /// <summary>The calls, in their order: "docker push IMAGE".</summary>
    public string[] Calls => File.ReadAllLines(Record);

    private string Record => Path.Combine(folder, "calls");

    public void Add(string name, string bash)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, $"#!/usr/bin/env bash\nset -euo pipefail\necho \"{name} $*\" >> \"{Record}\"\n{bash}\n");
        File.SetUnixFileMode(file, Executable);
    }

    /// <summary>The machine's own does what it is called for, after what it is told in bash.</summary>
    public void Watch(string name, string bash = "") => Add(name, $"{bash}\nexec \"$(type -ap {name} | sed -n 2p)\" \"$@\"");

    /// <summary>The machine's own, which says something beside its answer, as the aws command line does of an old Python or a certificate.</summary>
    public void Warn(string name) => Watch(name, "echo 'Warning: 2 of 3 are deprecated' >&2");

    /// <param name="path">Where programs are looked for that are not of the test's own.</param>
    public string Before(string path) => $"{folder}{Path.PathSeparator}{path}";

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
