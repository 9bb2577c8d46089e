using System.Text.Json.Nodes;
using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Containers;

/// <summary>
/// Builds images and pulls them for tasks. Shims for the engine and skopeo (Containers/scripts/shims) come first on the PATH of the steps:
/// they redirect ECR's address to the registry on loopback.
/// </summary>
internal sealed class ContainerEngine(RehearsalFolder folder, ProcessTable processes, FoundEngine found, ImageRegistry registry, string ecr)
{
    public const string Docker = "docker";

    private readonly Dictionary<string, Task<IContainerImage>> pulls = [];

    public static string Scripts { get; } = Path.Combine(AppContext.BaseDirectory, "Containers", "scripts");

    /// <summary>The variables of a step that uses containers.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(found.Environment)
        {
            ["CONTAINER_ENGINE"] = Path.Combine(Scripts, "shims", found.Name),
            ["PATH"] = $"{Path.Combine(Scripts, "shims")}{Path.PathSeparator}{ProcessEnvironment.SearchPath(folder)}",
            ["ECR"] = ecr,
            ["ECR_STAND_IN"] = registry.Address,
        };

    /// <summary>The differences of images and their registry from AWS.</summary>
    public string StandIn =>
        $"ECR is a registry on this machine. {found.Name} builds the image for this machine's processor"
        + $"{(found.HasRealBase ? "" : ", on a stand-in for its base image")}. No image is scanned: every image passes.";

    private string Log => Path.Combine(folder.Logs, "container-engine.log");

    /// <summary>Pulls an image from the registry.</summary>
    /// <param name="image">The image's name in the task definition: ECR's address, the repository and the tag.</param>
    public async Task<IContainerImage> PullAsync(string image, CancellationToken cancel)
    {
        if (
            image[(ecr.Length + 1)..].Split(':') is not [var repository, var tag]
            || await registry.DigestAsync(repository, tag, cancel) is not { } digest
        )
        {
            throw new ResourceError($"CannotPullContainerError: the registry has no image {image}.", Log);
        }

        // Tasks start in parallel and Prod uses Dev's image, so pull each image once, and never into a folder that programs run from.
        Task<IContainerImage>? pull;
        lock (pulls)
        {
            if (!pulls.TryGetValue(digest, out pull) || pull.IsFaulted || pull.IsCanceled)
            {
                pulls[digest] = pull = FetchAsync(
                    $"{registry.Address}/{repository}@{digest}",
                    Path.Combine(folder.Root, "images", digest.Replace(':', '-')),
                    cancel
                );
            }
        }
        return await pull;
    }

    private async Task<IContainerImage> FetchAsync(string address, string path, CancellationToken cancel)
    {
        var isDocker = found.Name == Docker;
        var description = $"{path}.json";
        string[] command = isDocker ? ["pull-docker.sh", address, description] : ["pull-image.sh", address, path];
        var pull = new ProcessSpec
        {
            Program = Path.Combine(Scripts, command[0]),
            Arguments = command[1..],
            WorkingDirectory = folder.Temp,
            Environment = Environment,
            Log = Log,
        };
        if (await processes.RunAsync(pull, cancel) != 0)
            throw new ResourceError($"{address} can't be pulled.", Log);
        var configuration = new ImageConfiguration(JsonNode.Parse(await File.ReadAllTextAsync(description, cancel))!["Docker"]!["config"]!);
        return isDocker
            ? new DockerImage(address, Path.Combine(Scripts, "run-docker.sh"), configuration, found.Environment)
            : new LayeredImage(path, Path.Combine(Scripts, "run-container.sh"), configuration);
    }
}
