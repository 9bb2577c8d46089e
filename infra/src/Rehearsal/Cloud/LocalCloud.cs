using System.Collections.Concurrent;
using System.Text.Json;
using Rehearsal.Hosting;
using Rehearsal.Workspace;

namespace Rehearsal.Cloud;

/// <summary>The AWS account that isn't one: an emulator for the API, and real servers behind what has to run.</summary>
public sealed class LocalCloud : IAsyncDisposable
{
    private readonly RehearsalFolder folder;
    private readonly ProcessTable processes;
    private readonly CertificateAuthority authority;
    private readonly Sites sites;
    private readonly RunningParts parts;
    private readonly ConcurrentDictionary<string, string> sources = new();
    private ResourceServer? server;
    private Emulator? emulator;
    private EmulatorClient? client;

    private LocalCloud(RehearsalFolder folder, ProcessTable processes, Action<string> note, CancellationToken cancel)
    {
        (this.folder, this.processes) = (folder, processes);
        authority = new(folder);
        sites = new(folder, processes, authority, note, cancel);
        parts = new(folder, processes, authority, sites, () => client!, () => Engine, stack => sources[stack], note, cancel);
    }

    public static string Account => Emulator.Account;

    public static string Region => Emulator.Region;

    /// <summary>What a program adds to its surroundings to talk to the account.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(emulator!.Environment) { ["CURL_CA_BUNDLE"] = authority.BundleFile };

    /// <summary>Where the sites answer: http://dev.localhost:3000.</summary>
    public IEnumerable<Uri> Sites => sites.Addresses;

    /// <summary>Where the APIs answer, by stack.</summary>
    public IEnumerable<(string Stack, Uri Address)> Apis => parts.Balancers.OrderBy(balancer => balancer.Key).Select(balancer => (balancer.Key, new Uri($"http://localhost:{balancer.Value}")));

    /// <summary>What builds images; nothing where the machine can't.</summary>
    internal ContainerEngine? Engine { get; private set; }

    /// <summary>Why the machine can't build images.</summary>
    public string? EngineMissing { get; private set; }

    /// <summary>What is not what it would be in AWS, a sentence each.</summary>
    public IReadOnlyList<string> StandIns { get; private set; } = [];

    public static async Task<LocalCloud> StartAsync(RehearsalFolder folder, ProcessTable processes, Action<string> note, CancellationToken cancel)
    {
        var cloud = new LocalCloud(folder, processes, note, cancel);
        try
        {
            await cloud.StartAsync(cancel);
            return cloud;
        }
        catch
        {
            await cloud.DisposeAsync();
            throw;
        }
    }

    /// <summary>A person makes some secrets before the first deployment: those that templates refer to by name.</summary>
    public Task CreateSecretAsync(string name, string value, CancellationToken cancel) => client!.CreateSecretAsync(name, value, cancel);

    /// <summary>The state of an alarm; nothing where there is no such alarm.</summary>
    public Task<string?> AlarmStateAsync(string name, CancellationToken cancel) => client!.AlarmStateAsync(name, cancel);

    /// <summary>Every repository that has an image of this tag, and the image's digest in it.</summary>
    public Task<IReadOnlyList<(string Repository, string Digest)>> ImagesAsync(string tag, CancellationToken cancel) => client!.ImagesAsync(tag, cancel);

    /// <summary>Creates or updates a stack; it is complete when all that it describes really runs.</summary>
    /// <returns>The stack's outputs.</returns>
    public async Task<IReadOnlyDictionary<string, string>> DeployStackAsync(StackDeployment deployment, CancellationToken cancel)
    {
        sources[deployment.StackName] = deployment.Source;
        var outputs = Path.Combine(folder.Temp, $"{deployment.StackName}.outputs.json");
        var code = await processes.RunAsync(new()
        {
            Program = emulator!.Python,
            Arguments = [Path.Combine(Emulator.Scripts, "deploy_stack.py"), deployment.StackName, deployment.TemplateFile, outputs],
            WorkingDirectory = folder.Temp,
            Environment = Environment,
            Log = deployment.Log,
        }, cancel);
        var failure = server!.TakeFailure(deployment.StackName);
        if (code != 0)
            throw new DeploymentFailed(failure ?? string.Join(System.Environment.NewLine, LogFile.Tail(deployment.Log, 3)));
        return JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(outputs, cancel))!;
    }

    public async ValueTask DisposeAsync()
    {
        await sites.DisposeAsync();
        await parts.DisposeAsync();
        await processes.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
        client?.Dispose();
        authority.Dispose();
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        server = await ResourceServer.StartAsync(parts.ProvideAsync, sites.MapApi, cancel);
        (var engine, EngineMissing) = await new ContainerEngines(folder, processes).FindAsync(ContainerEngines.All, cancel);
        var registry = engine is null ? null : await ImageRegistry.StartAsync(folder, processes, engine, cancel);
        emulator = await Emulator.StartAsync(folder, processes, server.Address, registry?.Address, cancel);
        Engine = registry is null ? null : new(folder, processes, engine!, registry, Emulator.ImageRegistry);
        client = new(emulator.Endpoint);
        await AwsCli.InstallAsync(folder, processes, cancel);
        StandIns =
        [
            "The AWS API is moto's, with stand-ins for the resource types that it lacks: they prove the wiring, not the properties.",
            "Aurora is PostgreSQL, ElastiCache is Microsoft.Garnet: real servers, reached over TLS with certificates of the rehearsal's own authority.",
            Engine?.StandIn ?? $"No image is built: {EngineMissing}. The service runs from the built source.",
            "Fargate is processes of this machine, behind a load balancer of .NET's reverse proxy. Added to the task definition: HOST and PORT, since all tasks share one host, and NODE_EXTRA_CA_CERTS.",
            "The minutes for which a released stage is watched are seconds. By hand it goes back with `-- rollback`: infra/steps/rollback.sh is for the real pipeline.",
            "Amplify is a stand-in that runs the app's own build spec and `npm start`, behind TLS of the same authority; CURL_CA_BUNDLE lets the steps trust it.",
        ];
    }
}
