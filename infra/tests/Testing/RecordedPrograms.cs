namespace Testing;

/// <summary>Replaces programs on the PATH. Each replacement records its call, then runs the test's bash.</summary>
internal sealed class RecordedPrograms : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string folder = Directory.CreateTempSubdirectory("programs-").FullName;

    public RecordedPrograms() => File.WriteAllText(Record, "");

    /// <summary>The calls in order, such as "docker push IMAGE".</summary>
    public string[] Calls => File.ReadAllLines(Record);

    private string Record => Path.Combine(folder, "calls");

    public void Add(string name, string bash)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, $"#!/usr/bin/env bash\nset -euo pipefail\necho \"{name} $*\" >> \"{Record}\"\n{bash}\n");
        File.SetUnixFileMode(file, Executable);
    }

    /// <summary>Records the calls of a program, and runs bash before each.</summary>
    public void Watch(string name, string bash = "") => Add(name, $"{bash}\nexec \"$(type -ap {name} | sed -n 2p)\" \"$@\"");

    /// <summary>Prints a warning before each call, as the AWS CLI does for an old Python or a certificate.</summary>
    public void Warn(string name) => Watch(name, "echo 'Warning: 2 of 3 are deprecated' >&2");

    /// <summary>The PATH with the replacements first.</summary>
    public string PrependTo(string path) => $"{folder}{Path.PathSeparator}{path}";

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
