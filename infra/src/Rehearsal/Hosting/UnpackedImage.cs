using System.Collections.Concurrent;
using Rehearsal.Workspace;

namespace Rehearsal.Hosting;

/// <summary>An image's file system in a folder: programs run with that as their root.</summary>
internal sealed class UnpackedImage : ITaskImage
{
    private readonly string root;
    private readonly string runner;
    private readonly ImageConfiguration configuration;
    private readonly ConcurrentDictionary<string, Lazy<string>> shared = new();

    /// <param name="runner">The script that becomes a program inside.</param>
    public UnpackedImage(string root, string runner, ImageConfiguration configuration)
    {
        (this.root, this.runner, this.configuration) = (root, runner, configuration);
        // As container engines do: the names that every machine has.
        File.WriteAllText(Path.Combine(root, "etc", "hosts"), "127.0.0.1 localhost\n");
    }

    public IReadOnlyList<string> EntryPoint => configuration.EntryPoint;

    public IReadOnlyList<string> Command => configuration.Command;

    public IReadOnlyDictionary<string, string> Environment => configuration.Environment;

    /// <summary>Copied once, whoever of the image's tasks comes first.</summary>
    public string Share(string file) => shared.GetOrAdd(file, _ => new(() =>
    {
        var name = Path.GetFileName(file);
        File.Copy(file, Path.Combine(root, name), overwrite: true);
        return $"/{name}";
    })).Value;

    public ProcessSpec Run(ContainerDefinition container, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string log) => new()
    {
        Program = "unshare",
        Arguments = ["--mount", runner, root, container.ReadonlyRootFilesystem ? "read-only" : "writable", container.User ?? configuration.User, configuration.WorkingDirectory, .. command],
        WorkingDirectory = root,
        Environment = environment,
        IsContained = true,
        Log = log,
    };
}
