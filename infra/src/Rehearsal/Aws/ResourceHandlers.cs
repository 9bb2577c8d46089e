using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Routing;
using Rehearsal.Aws.Amplify;
using Rehearsal.Aws.CertificateManager;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Aws.CloudFront;
using Rehearsal.Aws.CloudWatch;
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

/// <summary>The handlers of all resource types that run something.</summary>
internal sealed class ResourceHandlers : IAsyncDisposable
{
    private readonly RehearsalFolder folder;
    private readonly ISourceBuild build;
    private readonly LoadBalancers loadBalancers;
    private readonly Alarms alarms;
    private readonly DistributionHandler distributions;
    private readonly ReplicationGroupHandler caches;
    private readonly DatabaseClusterHandler databases;
    private readonly Func<Emulator> emulator;
    private readonly EcsServices services;
    private readonly StandaloneTasks tasks;
    private readonly Dictionary<string, IResourceHandler> handlers;

    /// <param name="build">The build from source. This object disposes of it.</param>
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
        (this.folder, this.build, this.emulator) = (folder, build, emulator);
        databases = new(folder, processes, authority);
        distributions = new(authority);
        caches = new(folder, authority);
        var metrics = new MetricStore(TimeProvider.System);
        loadBalancers = new(metrics);
        alarms = new(metrics, () => services!.Measure(), () => emulator().Client, note, TimeProvider.System);
        services = new(processes, loadBalancers, alarms, () => emulator().Client, EnvironmentOf, note, lifetime);
        tasks = new(processes, () => emulator().Client, EnvironmentOf, lifetime);
        IResourceHandler[] all =
        [
            new AlarmHandler(alarms),
            new AppHandler(amplifyApps),
            new BranchHandler(amplifyApps),
            new CertificateHandler(),
            new ListenerHandler(loadBalancers),
            new ListenerRuleHandler(loadBalancers),
            new LoadBalancerHandler(loadBalancers),
            new ScalableTargetHandler(services),
            new ServiceHandler(services),
            caches,
            databases,
            distributions,
        ];
        handlers = all.ToDictionary(handler => handler.ResourceType);

        TaskEnvironment EnvironmentOf(string stack)
        {
            return new(
                authority,
                emulator().Access,
                (definition, task) => new TaskRoles(emulator(), definition, task),
                PullAsync,
                (service, container) => Path.Combine(folder.Logs, $"{service}.{container}.log")
            );

            Task<IContainerImage> PullAsync(string image, CancellationToken cancel) =>
                engine() is { } containers
                    ? containers.PullAsync(image, cancel)
                    : build.BuildAsync(image.Split(':')[^1], sourceOf(stack), cancel);
        }
    }

    public IEnumerable<string> ResourceTypes => handlers.Keys;

    /// <summary>The addresses of the APIs, by stack: the distribution's if there is one, otherwise the load balancer's.</summary>
    public IEnumerable<(string Stack, Uri Address)> Apis =>
        loadBalancers.Addresses.Select(balancer => (balancer.Stack, distributions.AddressOf(balancer.Stack) ?? balancer.Address));

    /// <summary>Maps the emulator's requests for standalone tasks.</summary>
    public void MapTasks(IEndpointRouteBuilder routes) => tasks.MapApi(routes);

    /// <summary>Creates, updates or deletes a resource. Types without a handler run nothing.</summary>
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

    /// <summary>Runs a command in the image of a stack's service.</summary>
    /// <returns>The command's output. It is not saved, since it may contain a password.</returns>
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

    /// <summary>Kills an environment's database and starts it again.</summary>
    public Task RestartDatabaseAsync(string environment, CancellationToken cancel) => databases.Of(environment).RestartAsync(cancel);

    /// <summary>Stops an environment's cache for good.</summary>
    public void StopCache(string environment) => caches.Stop(environment);

    /// <summary>Sends SIGTERM to all tasks of an environment's services at once. Others take their places.</summary>
    public Task StopTasksAsync(string environment) => services.StopTasksAsync(environment);

    /// <summary>
    /// Rotates the database password of an environment's app in the order of Secrets Manager's function, which changes the user first and
    /// then the secret, and ends the connections with the old password.
    /// </summary>
    public async Task RotatePasswordAsync(string environment, CancellationToken cancel)
    {
        var database = databases.Of(environment);
        var (id, secret) = (await emulator().Client.JsonSecretsAsync(cancel)).First(secret =>
            (int?)secret.Value["port"] == database.Port && (string?)secret.Value["username"] != database.Owner
        );
        var password = RandomNumberGenerator.GetHexString(32);
        await database.ChangePasswordAsync((string)secret["username"]!, password, cancel);
        secret["password"] = password;
        await emulator().Client.SetSecretAsync(id, secret, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await alarms.DisposeAsync();
        await tasks.DisposeAsync();
        await services.DisposeAsync();
        await distributions.DisposeAsync();
        await loadBalancers.DisposeAsync();
        caches.Dispose();
        build.Dispose();
    }
}
