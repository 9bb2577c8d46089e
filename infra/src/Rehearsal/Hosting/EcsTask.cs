using System.Globalization;
using Rehearsal.Cloud;
using Rehearsal.Workspace;

namespace Rehearsal.Hosting;

/// <summary>One task of a service: its containers run as processes of this machine, in the order and with the environment of its definition.</summary>
internal sealed class EcsTask(string service, TaskDefinition definition, ProcessTable processes, TaskSurroundings surroundings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<RunningProcess> running = [];

    /// <summary>Where its essential container listens: all tasks share one host.</summary>
    public int Port { get; } = Ports.Free();

    /// <summary>Ends with the first of its containers that it can't do without.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <exception cref="HostingError">A container ended that others wait for, or does not become healthy.</exception>
    public async Task StartAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var container in InOrderOfNeed())
                await StartAsync(container, cancel);
            Ended = Task.WhenAny(running.Select(process => process.Exited));
        }
        catch
        {
            await StopAsync();
            throw;
        }
    }

    public Task StopAsync() => Task.WhenAll(running.Select(process => process.StopAsync()));

    private IEnumerable<ContainerDefinition> InOrderOfNeed()
    {
        List<ContainerDefinition> waiting = [.. definition.ContainerDefinitions];
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(container => container.DependsOn.All(need => waiting.All(other => other.Name != need.ContainerName)))
                ?? throw new InvalidOperationException($"The containers {string.Join(", ", waiting.Select(container => container.Name))} wait for each other.");
            waiting.Remove(next);
            yield return next;
        }
    }

    private async Task StartAsync(ContainerDefinition container, CancellationToken cancel)
    {
        var image = await surroundings.PullAsync(container.Image, cancel);
        var environment = await EnvironmentAsync(container, image, cancel);
        var log = surroundings.Log(service, container.Name);
        var spec = image.Run([.. image.EntryPoint, .. container.Command ?? image.Command], environment, log);
        if (definition.IsWaitedFor(container))
        {
            var code = await processes.RunAsync(spec, cancel);
            if (code != 0)
                throw new HostingError($"{service}: container {container.Name} ended with {code}, and what waits for its success does not start.", log);
            return;
        }

        var process = processes.Start(spec);
        running.Add(process);
        var deadline = DateTime.UtcNow + Patience;
        while (container.HealthCheck is { } check && await processes.RunAsync(image.Run([.. check.Command.Skip(1)], environment, log), cancel) != 0)
        {
            if (process.Exited.IsCompleted || DateTime.UtcNow > deadline)
                throw new HostingError($"{service}: container {container.Name} {(process.Exited.IsCompleted ? "ended" : "does not become healthy")}.", log);
            await Task.Delay(200, cancel);
        }
    }

    private async Task<Dictionary<string, string>> EnvironmentAsync(ContainerDefinition container, ITaskImage image, CancellationToken cancel)
    {
        var environment = new Dictionary<string, string>(image.Environment);
        foreach (var (variable, value) in container.Environment)
            environment[variable] = value;
        foreach (var secret in container.Secrets)
            environment[secret.Name] = await surroundings.Aws.SecretAsync(secret.ValueFrom, cancel);

        // All that is added: where to listen, and the rehearsal's own certificate authority.
        environment["HOST"] = "127.0.0.1";
        environment["PORT"] = Port.ToString(CultureInfo.InvariantCulture);
        environment["NODE_EXTRA_CA_CERTS"] = image.Share(surroundings.Authority.BundleFile);
        return environment;
    }
}

/// <summary>What a task finds around it.</summary>
/// <param name="PullAsync">Fetches an image by the name that the task definition gives it.</param>
/// <param name="Log">The file for what a container of a service prints.</param>
internal sealed record TaskSurroundings(EmulatorClient Aws, CertificateAuthority Authority, Func<string, CancellationToken, Task<ITaskImage>> PullAsync, Func<string, string, string> Log);
