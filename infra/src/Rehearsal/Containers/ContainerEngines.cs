using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Containers;

/// <summary>Finds the first container engine that works on this machine: docker or buildah.</summary>
/// <param name="realBase">The base image in the Dockerfile; null if images may have any, which only docker can pull.</param>
internal sealed class ContainerEngines(RehearsalFolder folder, ProcessTable processes, string? realBase)
{
    /// <summary>The engines in the order in which they are tried.</summary>
    public static readonly IReadOnlyList<string> All = [ContainerEngine.Docker, "buildah"];

    /// <summary>The stand-in for the base image, as in store.sh.</summary>
    public const string BaseImage = "localhost/expenses-base";

    private const string BaseImageScript = "infra/src/Rehearsal/Containers/scripts/base-image.sh";

    /// <summary>
    /// The address of docker's daemon, if it is not the default. Docker contexts are in the user's home, which no program of the rehearsal
    /// sees.
    /// </summary>
    private static readonly string? DaemonAddress = Environment.GetEnvironmentVariable("DOCKER_HOST");

    private Dictionary<string, string> Variables =>
        new(DaemonAddress is null ? [] : [new("DOCKER_HOST", DaemonAddress)]) { ["CONTAINER_STORE"] = folder.Containers };

    /// <returns>The engine, or the reason why there is none and what to do.</returns>
    public async Task<(FoundEngine? Engine, string? Missing)> FindAsync(IEnumerable<string> names, CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux())
            return (null, "containers share the machine's network only on Linux");
        List<string> problems = [];
        foreach (var name in names)
        {
            var isDocker = name == ContainerEngine.Docker;
            if (Tools.Find(name) is null)
                problems.Add($"{name}: not installed");
            else if (await FirstFailureAsync(isDocker ? DockerChecks() : BuildahChecks, cancel) is { } reason)
                problems.Add($"{name}: {reason}");
            else
                return (await FoundAsync(name, isDocker, cancel), null);
        }
        return (null, string.Join("; ", problems));
    }

    /// <summary>
    /// Describes a found engine. With docker, a stand-in for the base image is used if there is one: it exists because the real one can't
    /// be pulled.
    /// </summary>
    private async Task<FoundEngine> FoundAsync(string name, bool isDocker, CancellationToken cancel)
    {
        var hasRealBase = isDocker && realBase is null || isDocker && !await SucceedsAsync("docker image inspect $base_image", cancel);
        return new(
            name,
            hasRealBase,
            isDocker && !hasRealBase ? new Dictionary<string, string>(Variables) { ["BASE_IMAGE"] = BaseImage } : Variables
        );
    }

    private IEnumerable<(string Check, string Reason)> DockerChecks() =>
        [
            ("docker version --format '{{ .Server.Version }}'", "its daemon does not answer"),
            ("DOCKER_BUILDKIT=1 docker build --help", "it lacks BuildKit: install docker-buildx"),
            ("docker buildx version || type skopeo", "copying images needs buildx or skopeo: install docker-buildx or skopeo"),
            (
                $"type docker-registry || docker image inspect {ImageRegistry.Image} || docker pull {ImageRegistry.Image}",
                $"{ImageRegistry.Image} can't be pulled: install docker-registry"
            ),
            .. realBase is null
                ? Array.Empty<(string, string)>()
                :
                [
                    (
                        $"docker image inspect $base_image || docker image inspect {realBase} || docker pull {realBase}",
                        $"the base image can't be pulled: build a stand-in with {BaseImageScript} docker"
                    ),
                ],
        ];

    private static IEnumerable<(string Check, string Reason)> BuildahChecks =>
        [
            ("type skopeo docker-registry", "skopeo or docker-registry is missing: on Debian, apt-get install skopeo docker-registry"),
            ("[ $(id -u) = 0 ]", "only root may build and run images without a daemon"),
            (
                "use buildah; \"${engine[@]}\" inspect --type image $base_image",
                $"the base image is missing: build a stand-in with {BaseImageScript}"
            ),
        ];

    private async Task<string?> FirstFailureAsync(IEnumerable<(string Check, string Reason)> checks, CancellationToken cancel)
    {
        foreach (var (check, reason) in checks)
        {
            if (!await SucceedsAsync(check, cancel))
                return reason;
        }
        return null;
    }

    private async Task<bool> SucceedsAsync(string check, CancellationToken cancel) =>
        await processes.RunAsync(
            new()
            {
                Program = "bash",
                Arguments = ["-c", $"source \"$0\" && {check}", Path.Combine(ContainerEngine.Scripts, "store.sh")],
                WorkingDirectory = folder.Temp,
                Environment = Variables,
                Log = Path.Combine(folder.Logs, "container-engine.log"),
            },
            cancel
        ) == 0;
}
