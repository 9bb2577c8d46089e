using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Hosting;

/// <summary>
/// Builds images and lays them out to be run: buildah, which wants no daemon. For the steps, programs of its name and of skopeo's
/// stand in front of the real ones (Hosting/containers/in-front): they lead ECR's address to the registry on loopback.
/// </summary>
internal sealed class ContainerEngine(RehearsalFolder folder, ProcessTable processes, ImageRegistry registry, string ecr)
{
    private static readonly string[] Programs = ["buildah", "skopeo", "docker-registry"];

    /// <summary>What a step that uses containers adds to its surroundings.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["CONTAINER_ENGINE"] = Path.Combine(Scripts, "in-front", "buildah"),
        ["PATH"] = $"{Path.Combine(Scripts, "in-front")}{Path.PathSeparator}{Surroundings.SearchPath(folder)}",
        ["CONTAINER_STORE"] = folder.Containers,
        ["ECR"] = ecr,
        ["ECR_STAND_IN"] = registry.Address,
    };

    private static string Scripts { get; } = Path.Combine(AppContext.BaseDirectory, "Hosting", "containers");

    private string Log => Path.Combine(folder.Logs, "container-engine.log");

    /// <summary>Why images can't be built here, and how that is changed; nothing where they can.</summary>
    public static async Task<string?> MissingAsync(RehearsalFolder folder, ProcessTable processes, CancellationToken cancel)
    {
        string[] missing = [.. Programs.Where(program => Tools.Find(program) is null)];
        if (missing.Length > 0)
            return $"{string.Join(", ", missing)} missing: on Debian, apt-get install {string.Join(' ', missing)}";
        if (!string.Equals(System.Environment.UserName, "root", StringComparison.Ordinal))
            return "only root may build and run them without a daemon";
        var look = new ProcessSpec
        {
            Program = "bash",
            Arguments = ["-c", """source "$0" && buildah "${store[@]}" inspect --type image "$base_image" """, Path.Combine(Scripts, "store.sh")],
            WorkingDirectory = folder.Temp,
            Environment = new Dictionary<string, string> { ["CONTAINER_STORE"] = folder.Containers },
            Log = Path.Combine(folder.Logs, "container-engine.log"),
        };
        return await processes.RunAsync(look, cancel) == 0 ? null : "there is no base image: infra/src/Rehearsal/Hosting/containers/base-image.sh makes a stand-in";
    }

    /// <summary>The image of a name, out of the registry.</summary>
    /// <param name="image">As a task definition has it: ECR's address, the repository and the tag.</param>
    public async Task<ITaskImage> PullAsync(string image, CancellationToken cancel)
    {
        if (image[(ecr.Length + 1)..].Split(':') is not [var repository, var tag] || await registry.DigestAsync(repository, tag, cancel) is not { } digest)
            throw new HostingError($"CannotPullContainerError: {image} is in no repository.", Log);

        var root = Path.Combine(folder.Root, "images", digest.Replace(':', '-'));
        var description = $"{root}.json";
        if (!File.Exists(description))
        {
            var unpack = new ProcessSpec { Program = Path.Combine(Scripts, "unpack-image.sh"), Arguments = [$"{registry.Address}/{repository}@{digest}", root], WorkingDirectory = folder.Temp, Environment = Environment, Log = Log };
            if (await processes.RunAsync(unpack, cancel) != 0)
                throw new HostingError($"{image} can't be unpacked.", Log);
        }
        return new UnpackedImage(root, Path.Combine(Scripts, "run-container.sh"), JsonNode.Parse(await File.ReadAllTextAsync(description, cancel))!["Docker"]!["config"]!);
    }
}
