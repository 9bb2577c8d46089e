using System.Collections.Concurrent;
using Rehearsal.Processes;

namespace Rehearsal.Containers;

/// <summary>An image that docker's daemon runs on the host's network, like all tasks.</summary>
/// <param name="runner">The script that executes `docker run`.</param>
/// <param name="daemon">The variables with the address of docker's daemon.</param>
internal sealed class DockerImage(string name, string runner, ImageConfiguration configuration, IReadOnlyDictionary<string, string> daemon)
    : IContainerImage
{
    private readonly ConcurrentDictionary<string, string> shared = new();

    public IReadOnlyList<string> EntryPoint => configuration.EntryPoint;

    public IReadOnlyList<string> Command => configuration.Command;

    /// <summary>Empty: docker sets the image's variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    public string Share(string file) => shared[file] = $"/{Path.GetFileName(file)}";

    public ProcessSpec Run(
        ContainerOptions options,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string> environment,
        string log
    ) =>
        new()
        {
            Program = runner,
            // Pass names only: docker reads the values from its own environment, where other users of the machine can't see them.
            Arguments =
            [
                .. environment.Keys.SelectMany(variable => (string[])["--env", variable]),
                .. shared.SelectMany(file => (string[])["--volume", $"{file.Key}:{file.Value}:ro"]),
                .. options.User is { } user ? (string[])["--user", user] : [],
                .. options.ReadonlyRootFilesystem ? (string[])["--read-only"] : [],
                "--entrypoint",
                command[0],
                name,
                .. command.Skip(1),
            ],
            WorkingDirectory = Path.GetDirectoryName(log)!,
            Environment = environment.Concat(daemon).ToDictionary(),
            Log = log,
        };
}
