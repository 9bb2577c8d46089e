using System.Collections.Concurrent;
using Rehearsal.Processes;

namespace Rehearsal.Containers;

/// <summary>An image in its engine's storage: programs run with its stacked layers as their root.</summary>
internal sealed class LayeredImage : IContainerImage
{
    private readonly string folder;
    private readonly string runner;
    private readonly ImageConfiguration configuration;
    private readonly ConcurrentDictionary<string, Lazy<string>> shared = new();

    /// <param name="folder">The folder that lists the image's layers.</param>
    /// <param name="runner">The script that runs a program inside the image.</param>
    public LayeredImage(string folder, string runner, ImageConfiguration configuration)
    {
        (this.folder, this.runner, this.configuration) = (folder, runner, configuration);
        foreach (var subfolder in (string[])["root", "written", "added/dev", "added/proc", "added/etc"])
            Directory.CreateDirectory(Path.Combine(folder, subfolder));
        // Container engines add the common host names, too.
        File.WriteAllText(Path.Combine(Added, "etc", "hosts"), "127.0.0.1 localhost\n");
    }

    /// <summary>The layer on top of the image's own files.</summary>
    private string Added => Path.Combine(folder, "added");

    public IReadOnlyList<string> EntryPoint => configuration.EntryPoint;

    public IReadOnlyList<string> Command => configuration.Command;

    public IReadOnlyDictionary<string, string> Environment => configuration.Environment;

    /// <summary>Copies the file once for all tasks of the image.</summary>
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
