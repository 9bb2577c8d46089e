using System.Collections.Concurrent;
using System.Globalization;
using Rehearsal.Hosting;
using Rehearsal.Workspace;

namespace Rehearsal.Cloud;

/// <summary>What stands for the resources behind which something runs: each stack has its own, and shares none.</summary>
internal sealed class RunningParts(RehearsalFolder folder, ProcessTable processes, CertificateAuthority authority, Sites sites, Func<EmulatorClient> aws, Func<ContainerEngine?> engine, Func<string, string> sourceOf, Action<string> note, CancellationToken lifetime) : IAsyncDisposable
{
    private readonly BackendBuild builds = new(folder, processes);
    private readonly ConcurrentDictionary<string, int> balancers = new();
    private readonly ConcurrentDictionary<string, EcsService> services = new();
    private readonly ConcurrentDictionary<string, RedisServer> caches = new();

    /// <summary>Where the load balancers answer, by stack.</summary>
    public IReadOnlyDictionary<string, int> Balancers => balancers;

    public Task<ResourceAnswer> ProvideAsync(ResourceEvent resource, CancellationToken cancel) => (resource.Type, resource.Action) switch
    {
        ("AWS::RDS::DBCluster", "create") => CreateDatabaseAsync(resource, cancel),
        ("AWS::ElastiCache::ReplicationGroup", "create") => Task.FromResult(CreateCache(resource)),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "create") => Task.FromResult(CreateBalancer(resource)),
        ("AWS::ECS::Service", "create" or "update") => DeployServiceAsync(resource, cancel),
        ("AWS::Amplify::App", "create" or "update") => Task.FromResult(sites.SetApp(resource)),
        ("AWS::Amplify::Branch", "create") => Task.FromResult(sites.CreateBranch(resource)),
        _ => Task.FromResult(ResourceAnswer.Nothing),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services.Values)
            await service.DisposeAsync();
        foreach (var cache in caches.Values)
            cache.Dispose();
        builds.Dispose();
    }

    private async Task<ResourceAnswer> CreateDatabaseAsync(ResourceEvent cluster, CancellationToken cancel)
    {
        var server = await PostgresServer.StartAsync(
            folder, processes, authority, cluster.Name, cluster.Text("MasterUsername")!, cluster.Text("MasterUserPassword")!, cluster.Text("DatabaseName") ?? "postgres", cancel);
        var port = server.Port.ToString(CultureInfo.InvariantCulture);
        return new(null, new Dictionary<string, string>
        {
            ["Endpoint.Address"] = PostgresServer.Host,
            ["Endpoint.Port"] = port,
            ["ReadEndpoint.Address"] = PostgresServer.Host,
        });
    }

    private ResourceAnswer CreateCache(ResourceEvent group)
    {
        var server = caches.GetOrAdd(group.Name, name => new RedisServer(folder, authority, name, group.Text("AuthToken")));
        return new(null, new Dictionary<string, string>
        {
            ["PrimaryEndPoint.Address"] = RedisServer.Host,
            ["PrimaryEndPoint.Port"] = server.Port.ToString(CultureInfo.InvariantCulture),
        });
    }

    private ResourceAnswer CreateBalancer(ResourceEvent balancer)
    {
        var port = balancers.GetOrAdd(balancer.Stack, _ => Ports.Free());
        return new(null, new Dictionary<string, string> { ["DNSName"] = $"localhost:{port}" });
    }

    private async Task<ResourceAnswer> DeployServiceAsync(ResourceEvent service, CancellationToken cancel)
    {
        if (!services.TryGetValue(service.Name, out var running))
        {
            var balancer = await LoadBalancer.StartAsync(balancers.GetOrAdd(service.Stack, _ => Ports.Free()), cancel);
            running = services[service.Name] = new(service.Name, processes, balancer, note);
        }
        var definition = service.Text("TaskDefinition")!;
        var desired = int.Parse(service.Text("DesiredCount") ?? "1", CultureInfo.InvariantCulture);
        var delay = await DeregistrationDelayAsync(service, cancel);
        await running.DeployAsync(new(definition, await aws().DescribeTaskDefinitionAsync(definition, cancel), desired, delay, new(authority, PullAsync, aws().SecretAsync, Log)), lifetime);
        return new(null, new Dictionary<string, string> { ["Name"] = service.Name });

        Task<ITaskImage> PullAsync(string image, CancellationToken cancel) => engine() is { } containers ? containers.PullAsync(image, cancel) : builds.OfAsync(image, sourceOf(service.Stack), cancel);
    }

    private async Task<TimeSpan> DeregistrationDelayAsync(ResourceEvent service, CancellationToken cancel) =>
        service.Properties["LoadBalancers"]?[0]?["TargetGroupArn"] is { } group ? await aws().DeregistrationDelayAsync($"{group}", cancel) : TimeSpan.Zero;

    private string Log(string service, string container) => Path.Combine(folder.Logs, $"{service}.{container}.log");
}
