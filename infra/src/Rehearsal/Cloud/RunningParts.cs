using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Routing;
using Rehearsal.Hosting;
using Rehearsal.Workspace;

namespace Rehearsal.Cloud;

/// <summary>What stands for the resources behind which something runs: each stack has its own, and shares none.</summary>
internal sealed class RunningParts : IAsyncDisposable
{
    private readonly RehearsalFolder folder;
    private readonly ProcessTable processes;
    private readonly CertificateAuthority authority;
    private readonly Sites sites;
    private readonly BackendBuild builds;
    private readonly Entrances entrances;
    private readonly Services services;
    private readonly Tasks tasks;
    private readonly ConcurrentDictionary<string, RedisServer> caches = new();

    public RunningParts(
        RehearsalFolder folder,
        ProcessTable processes,
        CertificateAuthority authority,
        Sites sites,
        Func<Emulator> emulator,
        Func<ContainerEngine?> engine,
        Func<string, string> sourceOf,
        Action<string> note,
        CancellationToken lifetime
    )
    {
        (this.folder, this.processes, this.authority, this.sites) = (folder, processes, authority, sites);
        builds = new(folder, processes);
        entrances = new(authority);
        services = new(processes, entrances, () => emulator().Client, Surroundings, note, lifetime);
        tasks = new(processes, () => emulator().Client, Surroundings, lifetime);

        TaskSurroundings Surroundings(string stack)
        {
            return new(
                authority,
                emulator().Access,
                PullAsync,
                emulator().Client.SecretAsync,
                (service, container) => Path.Combine(folder.Logs, $"{service}.{container}.log")
            );

            Task<ITaskImage> PullAsync(string image, CancellationToken cancel) =>
                engine() is { } containers
                    ? containers.PullAsync(image, cancel)
                    : builds.OfAsync(image.Split(':')[^1], sourceOf(stack), cancel);
        }
    }

    /// <summary>Where the APIs answer, by stack.</summary>
    public IEnumerable<(string Stack, Uri Address)> Apis => entrances.Addresses;

    public Task BuildFromSourceAsync(string tag, string source, CancellationToken cancel) => builds.OfAsync(tag, source, cancel);

    /// <summary>Maps what the emulator asks of tasks that run by themselves.</summary>
    public void MapTasks(IEndpointRouteBuilder routes) => tasks.MapApi(routes);

    public Task<ResourceAnswer> ProvideAsync(ResourceEvent resource, CancellationToken cancel) =>
        (resource.Type, resource.Action) switch
        {
            ("AWS::RDS::DBCluster", "create") => CreateDatabaseAsync(resource, cancel),
            ("AWS::ElastiCache::ReplicationGroup", "create") => Task.FromResult(CreateCache(resource)),
            ("AWS::ElasticLoadBalancingV2::LoadBalancer", "create") => entrances.CreateBalancerAsync(resource, cancel),
            ("AWS::ElasticLoadBalancingV2::Listener", "create" or "update") => Task.FromResult(entrances.SetListener(resource)),
            ("AWS::ElasticLoadBalancingV2::ListenerRule", "create" or "update") => Task.FromResult(entrances.SetRule(resource)),
            ("AWS::ElasticLoadBalancingV2::ListenerRule", "delete") => Task.FromResult(entrances.RemoveRule(resource)),
            ("AWS::CloudFront::Distribution", "create" or "update") => entrances.SetDistributionAsync(resource, cancel),
            ("AWS::CertificateManager::Certificate", "create") => throw new HostingError(
                $"{resource.Name} is a name of one's own, which leads to AWS and not to this machine: it can't be rehearsed. Leave the domain out of cdk.json for the rehearsal."
            ),
            ("AWS::ECS::Service", "create" or "update") => services.DeployAsync(resource, cancel),
            ("AWS::ApplicationAutoScaling::ScalableTarget", "create" or "update") => services.ScaleAsync(resource),
            ("AWS::Amplify::App", "create" or "update") => Task.FromResult(sites.SetApp(resource)),
            ("AWS::Amplify::Branch", "create" or "update") => Task.FromResult(sites.SetBranch(resource)),
            _ => Task.FromResult(ResourceAnswer.Nothing),
        };

    /// <summary>Runs a command of the image of a stack's service.</summary>
    /// <returns>What the command has printed; it is kept nowhere, since a password may be in it.</returns>
    public async Task<string> RunAsync(string stack, IReadOnlyList<string> command, CancellationToken cancel)
    {
        var log = Path.Combine(folder.Temp, $"{Guid.NewGuid()}.log");
        try
        {
            return await services.RunAsync(stack, command, log, cancel);
        }
        finally
        {
            File.Delete(log);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await tasks.DisposeAsync();
        await services.DisposeAsync();
        await entrances.DisposeAsync();
        foreach (var cache in caches.Values)
            cache.Dispose();
        builds.Dispose();
    }

    private async Task<ResourceAnswer> CreateDatabaseAsync(ResourceEvent cluster, CancellationToken cancel)
    {
        var server = await PostgresServer.StartAsync(
            folder,
            processes,
            authority,
            cluster.Name,
            cluster.Text("MasterUsername")!,
            cluster.Text("MasterUserPassword")!,
            cluster.Text("DatabaseName") ?? "postgres",
            cancel
        );
        var port = server.Port.ToString(CultureInfo.InvariantCulture);
        return new(
            null,
            new Dictionary<string, string>
            {
                ["Endpoint.Address"] = PostgresServer.Host,
                ["Endpoint.Port"] = port,
                ["ReadEndpoint.Address"] = PostgresServer.Host,
            }
        );
    }

    private ResourceAnswer CreateCache(ResourceEvent group)
    {
        var server = caches.GetOrAdd(group.Name, name => new RedisServer(folder, authority, name, group.Text("AuthToken")));
        return new(
            null,
            new Dictionary<string, string>
            {
                ["PrimaryEndPoint.Address"] = RedisServer.Host,
                ["PrimaryEndPoint.Port"] = server.Port.ToString(CultureInfo.InvariantCulture),
            }
        );
    }
}
