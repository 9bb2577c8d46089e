using Rehearsal.Workspace;

namespace Rehearsal.Hosting;

/// <summary>An image's file system in a folder: programs run with that as their root, as the image's user.</summary>
/// <param name="runner">The script that becomes a program inside.</param>
internal sealed class UnpackedImage(string root, string runner, ImageConfiguration configuration) : ITaskImage
{
    public IReadOnlyList<string> EntryPoint => configuration.EntryPoint;

    public IReadOnlyList<string> Command => configuration.Command;

    public IReadOnlyDictionary<string, string> Environment => configuration.Environment;

    public string Share(string file)
    {
        var name = Path.GetFileName(file);
        File.Copy(file, Path.Combine(root, name), overwrite: true);
        return $"/{name}";
    }

    public ProcessSpec Run(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string log)
    {
        // As container engines do: the names that every machine has.
        File.WriteAllText(Path.Combine(root, "etc", "hosts"), "127.0.0.1 localhost\n");
        return new()
        {
            Program = "unshare",
            Arguments = ["--mount", runner, root, configuration.User, configuration.WorkingDirectory, .. command],
            WorkingDirectory = root,
            Environment = environment,
            IsContained = true,
            Log = log,
        };
    }
}
