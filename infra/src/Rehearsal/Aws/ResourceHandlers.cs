using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Routing;
using Rehearsal.App;
using Rehearsal.Aws.Amplify;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Aws.Ecs;
using Rehearsal.Aws.ElastiCache;
using Rehearsal.Aws.LoadBalancing;
using Rehearsal.Aws.Moto;
using Rehearsal.Aws.Rds;
using Rehearsal.Containers;
using Rehearsal.Processes;
using Rehearsal.Tls;
using Rehearsal.Workspace;

namespace Rehearsal.Aws;

/// <summary>What stands for the resources behind which something runs: each stack has its own, and shares none.</summary>
internal sealed class ResourceHandlers : IAsyncDisposable
{
    private readonly RehearsalFolder folder;
    private readonly ProcessTable processes;
    private readonly CertificateAuthority authority;
    private readonly AmplifyApps amplifyApps;
    private readonly BackendBuild builds;
    private readonly LoadBalancers loadBalancers;
    private readonly EcsServices services;
    private readonly StandaloneTasks tasks;
    private readonly ConcurrentDictionary<string, RedisServer> caches = new();

    public ResourceHandlers(
        RehearsalFolder folder,
        ProcessTable processes,
        CertificateAuthority authority,
        AmplifyApps amplifyApps,
        Func<Emulator> emulator,
        Func<ContainerEngine?> engine,
        Func<string, string> sourceOf,
        Action<string> note,
        CancellationToken lifetime
    )
    {
        (this.folder, this.processes, this.authority, this.amplifyApps) = (folder, processes, authority, amplifyApps);
        builds = new(folder, processes);
        loadBalancers = new(authority);
        services = new(processes, loadBalancers, () => emulator().Client, EnvironmentOf, note, lifetime);
        tasks = new(processes, () => emulator().Client, EnvironmentOf, lifetime);

        TaskEnvironment EnvironmentOf(string stack)
        {
            return new(
                authority,
                emulator().Access,
                PullAsync,
                emulator().Client.SecretAsync,
                (service, container) => Path.Combine(folder.Logs, $"{service}.{container}.log")
            );

            Task<IContainerImage> PullAsync(string image, CancellationToken cancel) =>
                engine() is { } containers
                    ? containers.PullAsync(image, cancel)
                    : builds.OfAsync(image.Split(':')[^1], sourceOf(stack), cancel);
        }
    }

    /// <summary>Where the APIs answer, by stack.</summary>
    public IEnumerable<(string Stack, Uri Address)> Apis => loadBalancers.Addresses;

    public Task BuildFromSourceAsync(string tag, string source, CancellationToken cancel) => builds.OfAsync(tag, source, cancel);

    /// <summary>Maps what the emulator asks of tasks that run by themselves.</summary>
    public void MapTasks(IEndpointRouteBuilder routes) => tasks.MapApi(routes);

    public Task<ResourceAnswer> ProvideAsync(ResourceEvent resource, CancellationToken cancel) =>
        (resource.Type, resource.Action) switch
        {
            ("AWS::RDS::DBCluster", "create") => CreateDatabaseAsync(resource, cancel),
            ("AWS::ElastiCache::ReplicationGroup", "create") => Task.FromResult(CreateCache(resource)),
            ("AWS::ElasticLoadBalancingV2::LoadBalancer", "create") => loadBalancers.CreateBalancerAsync(resource, cancel),
            ("AWS::ElasticLoadBalancingV2::Listener", "create" or "update") => Task.FromResult(loadBalancers.SetListener(resource)),
            ("AWS::ElasticLoadBalancingV2::ListenerRule", "create" or "update") => Task.FromResult(loadBalancers.SetRule(resource)),
            ("AWS::ElasticLoadBalancingV2::ListenerRule", "delete") => Task.FromResult(loadBalancers.RemoveRule(resource)),
            ("AWS::CloudFront::Distribution", "create" or "update") => loadBalancers.SetDistributionAsync(resource, cancel),
            ("AWS::CertificateManager::Certificate", "create") => throw new ResourceError(
                $"{resource.Name} is a name of one's own, which leads to AWS and not to this machine: it can't be rehearsed. Leave the domain out of cdk.json for the rehearsal."
            ),
            ("AWS::ECS::Service", "create" or "update") => services.DeployAsync(resource, cancel),
            ("AWS::ApplicationAutoScaling::ScalableTarget", "create" or "update") => services.ScaleAsync(resource),
            ("AWS::Amplify::App", "create" or "update") => Task.FromResult(amplifyApps.SetApp(resource)),
            ("AWS::Amplify::Branch", "create" or "update") => Task.FromResult(amplifyApps.SetBranch(resource)),
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
        await loadBalancers.DisposeAsync();
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
