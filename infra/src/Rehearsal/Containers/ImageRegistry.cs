using System.Globalization;
using System.Net;
using System.Text.Json;
using Rehearsal.Network;
using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Containers;

/// <summary>
/// A stand-in for ECR: a real OCI registry on loopback, Debian's docker-registry or, where that is missing, docker's image of it. It keeps
/// pushed images for the next rehearsals.
/// </summary>
internal sealed class ImageRegistry : IAsyncDisposable
{
    /// <summary>The registry's image for docker. Untested: written from the registry's documentation.</summary>
    public const string Image = "docker.io/library/registry:3.0.0";

    private const string Program = "docker-registry";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource over = new();
    private RunningProcess? process;
    private Task keeping = Task.CompletedTask;

    private ImageRegistry(int port) => Address = $"127.0.0.1:{port}";

    /// <summary>Host and port: the part of an image's name before the repository.</summary>
    public string Address { get; }

    public static async Task<ImageRegistry> StartAsync(
        RehearsalFolder folder,
        ProcessTable processes,
        FoundEngine engine,
        Action<string> note,
        CancellationToken cancel
    )
    {
        var registry = new ImageRegistry(Ports.Free());
        var configuration = Path.Combine(folder.Data, "registry.yml");
        Directory.CreateDirectory(folder.Registry);
        await File.WriteAllTextAsync(
            configuration,
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                version: 0.1
                log: { level: warn }
                storage: { filesystem: { rootdirectory: {{JsonSerializer.Serialize(folder.Registry)}} }, delete: { enabled: true } }
                http: { addr: {{registry.Address}} }
                """
            ),
            cancel
        );
        string[] command = Tools.Find(Program) is null
            ?
            [
                Path.Combine(ContainerEngine.Scripts, "run-docker.sh"),
                "--volume",
                $"{folder.Registry}:{folder.Registry}",
                "--volume",
                $"{configuration}:{configuration}:ro",
                Image,
                "serve",
                configuration,
            ]
            : [Program, "serve", configuration];
        var program = new ProcessSpec
        {
            Program = command[0],
            Arguments = command[1..],
            WorkingDirectory = folder.Temp,
            Environment = engine.Environment,
            Log = Path.Combine(folder.Logs, "registry.log"),
        };
        if (!await registry.RunAsync(processes, program, cancel))
            throw new UserError($"The registry that replaces ECR did not start; {program.Log} explains why.");
        registry.keeping = registry.KeepAsync(processes, program, note);
        return registry;
    }

    /// <summary>Kills the registry. It starts again.</summary>
    public Task KillAsync() => process!.KillAsync();

    /// <summary>Gets the digest of a tag; null if the repository has no such tag.</summary>
    public async Task<string?> DigestAsync(string repository, string tag, CancellationToken cancel)
    {
        using var http = Loopback.Client();
        using var request = new HttpRequestMessage(HttpMethod.Head, $"http://{Address}/v2/{repository}/manifests/{tag}");
        request.Headers.Accept.ParseAdd("application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json");
        using var response = await http.SendAsync(request, cancel);
        return response.StatusCode == HttpStatusCode.NotFound
            ? null
            : response.EnsureSuccessStatusCode().Headers.GetValues("Docker-Content-Digest").Single();
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        over.Dispose();
    }

    /// <summary>Starts the registry again whenever it ends: its images are on the disk. Gives up if it doesn't start.</summary>
    private async Task KeepAsync(ProcessTable processes, ProcessSpec program, Action<string> note)
    {
        var starts = true;
        while (starts)
        {
            var code = await process!.Exited.WaitAsync(over.Token);
            starts = await RunAsync(processes, program, over.Token);
            note(
                $"The registry that replaces ECR ended with exit code {code}. "
                    + (starts ? "It runs again." : $"It does not start again; {program.Log} explains why.")
            );
        }
    }

    private Task<bool> RunAsync(ProcessTable processes, ProcessSpec program, CancellationToken cancel)
    {
        process = processes.Start(program);
        return process.AnswersAsync(new($"http://{Address}/v2/"), StartTimeout, cancel);
    }
}
