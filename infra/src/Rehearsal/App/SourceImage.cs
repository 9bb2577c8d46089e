using Rehearsal.Containers;
using Rehearsal.Processes;

namespace Rehearsal.App;

/// <summary>
/// The backend's folder, built from source: replaces an image where none can be built. It ignores the container's user and runs as the
/// current one, who may write.
/// </summary>
internal sealed class SourceImage(string folder) : IContainerImage
{
    private readonly Dockerfile dockerfile = Dockerfile.Read(Path.Combine(folder, "Dockerfile"));

    public IReadOnlyList<string> EntryPoint => dockerfile.EntryPoint;

    public IReadOnlyList<string> Command => dockerfile.Command;

    public IReadOnlyDictionary<string, string> Environment => dockerfile.Environment;

    public string Share(string file) => file;

    public ProcessSpec Run(
        ContainerOptions options,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string> environment,
        string log
    ) =>
        new()
        {
            Program = command[0],
            Arguments = [.. command.Skip(1)],
            WorkingDirectory = folder,
            // Node is one of the backend's npm packages.
            Environment = new Dictionary<string, string>(environment)
            {
                ["PATH"] = string.Join(
                    Path.PathSeparator,
                    Path.Combine(folder, "node_modules", ".bin"),
                    System.Environment.GetEnvironmentVariable("PATH")
                ),
            },
            IsContained = true,
            Log = log,
        };
}
