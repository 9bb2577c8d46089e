using Rehearsal.Containers;

namespace Rehearsal.Doctor;

/// <summary>The programs that build, store and run the image. Without them, a rehearsal runs the service from source.</summary>
internal sealed class ContainerPrerequisites(string repository)
{
    private const string Otherwise = "without it, the service runs from source";
    private const string Debian = "on Debian, as root: apt-get install buildah skopeo docker-registry debootstrap";

    /// <summary>The storage of buildah for rehearsals.</summary>
    private string Storage => Path.Combine(repository, ".rehearsal", "containers", "storage");

    public IEnumerable<Prerequisite> All =>
        [
            new("Container engine", "real", $"{Otherwise}; {Debian}", EngineAsync),
            new(
                "Registry",
                "stand-in for ECR",
                $"{Otherwise}, unless docker pulls one; {Debian}",
                async cancel =>
                    await Probe.VersionAsync("docker-registry", ["--version"], cancel) is { } version ? $"docker-registry {version}" : null
            ),
            new(
                "Base image",
                "stand-in for the Dockerfile's BASE_IMAGE",
                $"{Otherwise}, unless docker pulls the real one; build one with infra/src/Rehearsal/Containers/scripts/base-image.sh",
                BaseImageAsync
            ),
        ];

    private static async Task<string?> EngineAsync(CancellationToken cancel) =>
        await Probe.VersionAsync("docker", ["version", "--format", "{{ .Server.Version }}"], cancel) is { } docker ? $"docker {docker}"
        : await Probe.VersionAsync("buildah", ["--version"], cancel) is { } buildah ? $"buildah {buildah}"
        : null;

    /// <summary>Finds the base image in buildah's storage. Asking buildah would create the storage if it is missing.</summary>
    private async Task<string?> BaseImageAsync(CancellationToken cancel)
    {
        string[] lists = Directory.Exists(Storage)
            ?
            [
                .. Directory
                    .EnumerateDirectories(Storage, "*-images")
                    .Select(folder => Path.Combine(folder, "images.json"))
                    .Where(File.Exists),
            ]
            : [];
        return
            lists.Any(list => File.ReadAllText(list).Contains(ContainerEngines.BaseImage, StringComparison.Ordinal))
            || await Probe.VersionAsync("docker", ["image", "inspect", "--format", "{{ .Id }}", ContainerEngines.BaseImage], cancel)
                is not null
            ? ContainerEngines.BaseImage
            : null;
    }
}
