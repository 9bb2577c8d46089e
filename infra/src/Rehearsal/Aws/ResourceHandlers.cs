using System.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Rehearsal.Aws.Amplify;
using Rehearsal.Aws.CertificateManager;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Aws.CloudFront;
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

/// <summary>The handler of each resource type behind which something runs.</summary>
internal sealed class ResourceHandlers : IAsyncDisposable
{
    private readonly RehearsalFolder folder;
    private readonly ISourceBuild build;
    private readonly LoadBalancers loadBalancers = new();
    private readonly DistributionHandler distributions;
    private readonly ReplicationGroupHandler caches;
    private readonly EcsServices services;
    private readonly StandaloneTasks tasks;
    private readonly Dictionary<string, IResourceHandler> handlers;

    /// <param name="build">It takes this over.</param>
    public ResourceHandlers(
        RehearsalFolder folder,
        ProcessTable processes,
        CertificateAuthority authority,
        AmplifyApps amplifyApps,
        ISourceBuild build,
        Func<Emulator> emulator,
        Func<ContainerEngine?> engine,
        Func<string, string> sourceOf,
        Action<string> note,
        CancellationToken lifetime
    )
    {
        (this.folder, this.build) = (folder, build);
        distributions = new(authority);
        caches = new(folder, authority);
        services = new(processes, loadBalancers, () => emulator().Client, EnvironmentOf, note, lifetime);
        tasks = new(processes, () => emulator().Client, EnvironmentOf, lifetime);
        IResourceHandler[] all =
        [
            new AppHandler(amplifyApps),
            new BranchHandler(amplifyApps),
            new CertificateHandler(),
            new DatabaseClusterHandler(folder, processes, authority),
            new ListenerHandler(loadBalancers),
            new ListenerRuleHandler(loadBalancers),
            new LoadBalancerHandler(loadBalancers),
            new ScalableTargetHandler(services),
            new ServiceHandler(services),
            caches,
            distributions,
        ];
        handlers = all.ToDictionary(handler => handler.ResourceType);

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
                    : build.BuildAsync(image.Split(':')[^1], sourceOf(stack), cancel);
        }
    }

    public IEnumerable<string> ResourceTypes => handlers.Keys;

    /// <summary>Where the APIs answer, by stack: at the distribution if there is one, otherwise at the load balancer.</summary>
    public IEnumerable<(string Stack, Uri Address)> Apis =>
        loadBalancers.Addresses.Select(balancer => (balancer.Stack, distributions.AddressOf(balancer.Stack) ?? balancer.Address));

    public Task BuildFromSourceAsync(string tag, string source, CancellationToken cancel) => build.BuildAsync(tag, source, cancel);

    /// <summary>Maps what the emulator asks of tasks that run by themselves.</summary>
    public void MapTasks(IEndpointRouteBuilder routes) => tasks.MapApi(routes);

    /// <summary>Creates, updates or deletes what a resource describes. Nothing has to run for types without a handler.</summary>
    public Task<ResourceAnswer> HandleAsync(ResourceEvent resource, CancellationToken cancel)
    {
        if (!handlers.TryGetValue(resource.Type, out var handler))
            return Task.FromResult(ResourceAnswer.Nothing);
        return resource.Action switch
        {
            "create" => handler.CreateAsync(resource, cancel),
            "update" => handler.UpdateAsync(resource, cancel),
            "delete" => handler.DeleteAsync(resource, cancel),
            _ => throw new UnreachableException($"The action is {resource.Action}; it must be create, update or delete."),
        };
    }

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
        await distributions.DisposeAsync();
        await loadBalancers.DisposeAsync();
        caches.Dispose();
        build.Dispose();
    }
}
