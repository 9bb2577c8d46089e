using Rehearsal.Containers;
using Rehearsal.Processes;

namespace Rehearsal.App;

/// <summary>
/// The backend's folder, built from source: replaces an image where none can be built. It ignores the container's user and runs as the
/// current one, who may write.
/// </summary>
/// <param name="searchPath">The PATH of its processes, where Node is.</param>
internal sealed class SourceImage(string folder, string searchPath) : IContainerImage
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
            Environment = new Dictionary<string, string>(environment) { ["PATH"] = searchPath },
            IsContained = true,
            Log = log,
        };
}
