using System.Collections.Concurrent;
using Rehearsal.Processes;

namespace Rehearsal.Containers;

/// <summary>An image as its engine keeps it: programs run with its layers, one over another, as their root.</summary>
internal sealed class LayeredImage : IContainerImage
{
    private readonly string folder;
    private readonly string runner;
    private readonly ImageConfiguration configuration;
    private readonly ConcurrentDictionary<string, Lazy<string>> shared = new();

    /// <param name="folder">Where the image's layers are listed.</param>
    /// <param name="runner">The script that becomes a program inside.</param>
    public LayeredImage(string folder, string runner, ImageConfiguration configuration)
    {
        (this.folder, this.runner, this.configuration) = (folder, runner, configuration);
        foreach (var place in (string[])["root", "written", "added/dev", "added/proc", "added/etc"])
            Directory.CreateDirectory(Path.Combine(folder, place));
        // As container engines do: the names that every machine has.
        File.WriteAllText(Path.Combine(Added, "etc", "hosts"), "127.0.0.1 localhost\n");
    }

    /// <summary>What lies over the image's own files.</summary>
    private string Added => Path.Combine(folder, "added");

    public IReadOnlyList<string> EntryPoint => configuration.EntryPoint;

    public IReadOnlyList<string> Command => configuration.Command;

    public IReadOnlyDictionary<string, string> Environment => configuration.Environment;

    /// <summary>Copied once, whoever of the image's tasks comes first.</summary>
    public string Share(string file) =>
        shared
            .GetOrAdd(
                file,
                _ =>
                    new(() =>
                    {
                        var name = Path.GetFileName(file);
                        File.Copy(file, Path.Combine(Added, name), overwrite: true);
                        return $"/{name}";
                    })
            )
            .Value;

    public ProcessSpec Run(
        ContainerOptions options,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string> environment,
        string log
    ) =>
        new()
        {
            Program = "unshare",
            Arguments =
            [
                "--mount",
                runner,
                folder,
                options.ReadonlyRootFilesystem ? "read-only" : "writable",
                options.User ?? configuration.User,
                configuration.WorkingDirectory,
                .. command,
            ],
            WorkingDirectory = folder,
            Environment = environment,
            IsContained = true,
            Log = log,
        };
}
