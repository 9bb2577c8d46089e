using System.Globalization;
using Rehearsal.Containers;
using Rehearsal.Network;
using Rehearsal.Processes;
using Rehearsal.Tls;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Ecs;

/// <summary>One task: runs its containers as local processes, in the order and with the environment of its definition.</summary>
internal sealed class EcsTask
{
    private readonly ProcessTable processes;
    private readonly ITaskRoles roles;

    /// <param name="id">The task's ID in ECS; null for a made-up one.</param>
    public EcsTask(string service, EcsDeployment deployment, ProcessTable processes, string? id = null)
    {
        (Deployment, this.processes) = (deployment, processes);
        roles = deployment.Environment.Roles(deployment.Definition, id ?? $"{Guid.NewGuid():N}");
        Containers =
        [
            .. deployment
                .Definition.InOrderOfNeed()
                .Select(container => new EcsContainer(container, processes, Environment.Log(service, container.Name))),
        ];
        Failed = FailAsync();
    }

    public EcsDeployment Deployment { get; }

    public IReadOnlyList<EcsContainer> Containers { get; }

    /// <summary>The port of its essential container. All tasks share one host.</summary>
    public int Port { get; } = Ports.Free();

    /// <summary>Completes when the task fails: an essential container has ended or is unhealthy.</summary>
    public Task<ResourceError> Failed { get; }

    /// <summary>Whether an essential container has ended. A task that is only unhealthy may still answer.</summary>
    public bool HasEnded => Essential.Any(container => container.Exited.IsCompleted);

    private TaskEnvironment Environment => Deployment.Environment;

    private IEnumerable<EcsContainer> Essential => Containers.Where(container => container.Definition.Essential);

    /// <summary>Starts the task and waits until all of its essential containers are healthy.</summary>
    /// <exception cref="ResourceError">The task failed, or one of its containers can't start.</exception>
    public async Task StartAsync(CancellationToken cancel)
    {
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var starting = ParallelTasks.RunAsync(Containers.Select(Starts), stop.Token);
            if (await Task.WhenAny(starting, Failed) == Failed)
            {
                await stop.CancelAsync();
                await starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw await Failed;
            }
            await starting;
        }
        catch
        {
            await StopAsync();
            throw;
        }

        Func<CancellationToken, Task> Starts(EcsContainer container) => stop => StartAsync(container, stop);
    }

    /// <summary>Runs the task until an essential container ends, then stops the others.</summary>
    /// <exception cref="ResourceError">One of its containers can't start.</exception>
    public async Task RunToEndAsync(CancellationToken cancel)
    {
        try
        {
            var ended = Task.WhenAny(Essential.Select(container => container.Exited));
            var starting = ParallelTasks.RunAsync(
                Containers.Select<EcsContainer, Func<CancellationToken, Task>>(container => stop => StartAsync(container, stop)),
                cancel
            );
            if (await Task.WhenAny(ended, starting) == starting)
                await starting;
            await ended.WaitAsync(cancel);
        }
        finally
        {
            await StopAsync();
        }
    }

    /// <summary>
    /// Runs another command in place of its essential container, without the other containers: like ECS's RunTask with a command override.
    /// </summary>
    /// <returns>The command's output.</returns>
    /// <exception cref="UserError">The command failed; the message has its error.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> command, string log, CancellationToken cancel)
    {
        var definition = Essential.Single().Definition;
        var image = await Environment.PullAsync(definition.Image, cancel);
        var code = await processes.RunAsync(
            image.Run(definition.Options, [.. image.EntryPoint, .. command], await EnvironmentAsync(definition, image, cancel), log),
            cancel
        );
        var printed = (await File.ReadAllTextAsync(log, cancel)).Trim();
        return code == 0 ? printed : throw new UserError(printed);
    }

    /// <summary>Stops its containers, each after those that depend on it.</summary>
    public Task StopAsync() => Task.WhenAll(Containers.Select(StopAsync));

    private async Task StartAsync(EcsContainer container, CancellationToken cancel)
    {
        var definition = container.Definition;
        foreach (var need in definition.DependsOn)
            await Containers.Single(other => other.Definition.Name == need.ContainerName).ReachAsync(need.Condition, cancel);
        await roles.CheckAsync(definition, cancel);
        var image = await Environment.PullAsync(definition.Image, cancel);
        var environment = await EnvironmentAsync(definition, image, cancel);
        container.Start(
            [.. image.EntryPoint, .. definition.Command ?? image.Command],
            program => image.Run(definition.Options, program, environment, container.Log)
        );
        if (definition.Essential)
            await container.Healthy.WaitAsync(cancel);
    }

    private async Task StopAsync(EcsContainer container)
    {
        await Task.WhenAll(
            Containers
                .Where(other => other.Definition.DependsOn.Any(need => need.ContainerName == container.Definition.Name))
                .Select(StopAsync)
        );
        await container.StopAsync();
    }

    private async Task<ResourceError> FailAsync() =>
        await await Task.WhenAny(
            Essential.Select(async container =>
                await Task.WhenAny(container.Exited, container.Unhealthy) == container.Unhealthy
                    ? container.Error(container.Healthy.IsCompleted ? "has become unhealthy." : "did not become healthy.")
                    : container.Error($"ended with {await container.Exited}.")
            )
        );

    private async Task<Dictionary<string, string>> EnvironmentAsync(
        ContainerDefinition container,
        IContainerImage image,
        CancellationToken cancel
    )
    {
        var environment = new Dictionary<string, string>(image.Environment);
        foreach (var (variable, value) in container.Environment)
            environment[variable] = value;
        foreach (var secret in container.Secrets)
            environment[secret.Name] = await roles.SecretAsync(secret.ValueFrom, cancel);

        // Additions of the rehearsal: the address to listen on, its certificate authority, the AWS endpoint, and the credentials of the
        // task role, which a container gets from a local address in AWS.
        environment["HOST"] = "127.0.0.1";
        environment["PORT"] = Port.ToString(CultureInfo.InvariantCulture);
        environment[CertificateAuthority.NodeVariable] = image.Share(Environment.Authority.BundleFile);
        foreach (var (variable, value) in Environment.Account.Concat(await roles.CredentialsAsync(cancel)))
            environment[variable] = value;
        return environment;
    }
}
