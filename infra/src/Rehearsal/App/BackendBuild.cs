using Rehearsal.Containers;
using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.App;

/// <summary>Builds the backend from source once per image tag, with the commands of its package.json.</summary>
internal sealed class BackendBuild(RehearsalFolder folder, ProcessTable processes) : ISourceBuild
{
    private const string Folder = "app-backend";

    private readonly SemaphoreSlim oneAtATime = new(1, 1);

    public string? BaseImage
    {
        get
        {
            const string Mark = "ARG BASE_IMAGE=";
            var file = Path.Combine(folder.Repository, Folder, "Dockerfile");
            return
                File.Exists(file)
                && File.ReadLines(file).FirstOrDefault(line => line.StartsWith(Mark, StringComparison.Ordinal)) is { } line
                ? line[Mark.Length..]
                : "no-base-image";
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    public async Task BuildAsync(IEnumerable<string> inputs, string source, CancellationToken cancel)
    {
        if (inputs.Select(input => Path.Combine(input, "backend-image-tag")).FirstOrDefault(File.Exists) is { } tag)
            await BuildAsync((await File.ReadAllTextAsync(tag, cancel)).Trim(), source, cancel);
    }

    public async Task<IContainerImage> BuildAsync(string tag, string source, CancellationToken cancel)
    {
        var built = Path.Combine(folder.Root, "images", tag);
        var done = $"{built}.built";
        await oneAtATime.WaitAsync(cancel);
        try
        {
            if (File.Exists(done))
                return new SourceImage(built, ProcessEnvironment.SearchPath(folder));
            await RunAsync("cp", ["-a", Path.Combine(source, Folder) + "/.", built], source, cancel);
            // As in the Dockerfile: without the tests' packages.
            await RunAsync("npm", ["ci", "--workspaces=false", "--ignore-scripts", "--no-audit", "--no-fund"], built, cancel);
            await RunAsync("npm", ["run", "build"], built, cancel);
            await File.WriteAllTextAsync(done, "", cancel);
            return new SourceImage(built, ProcessEnvironment.SearchPath(folder));
        }
        finally
        {
            oneAtATime.Release();
        }

        async Task RunAsync(string program, string[] arguments, string directory, CancellationToken cancel)
        {
            Directory.CreateDirectory(built);
            var log = Path.Combine(folder.Logs, "backend-build.log");
            var code = await processes.RunAsync(
                new()
                {
                    Program = program,
                    Arguments = arguments,
                    WorkingDirectory = directory,
                    Log = log,
                },
                cancel
            );
            if (code != 0)
                throw new ResourceError($"The backend does not build: \"{program} {string.Join(' ', arguments)}\" ended with {code}.", log);
        }
    }
}
