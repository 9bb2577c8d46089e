using System.Globalization;
using Rehearsal.Cloud;
using Rehearsal.Workspace;

namespace Rehearsal.Hosting;

/// <summary>One ECS service's stand-in: a task runs as processes of this machine, in the order and with the environment of its definition.</summary>
internal sealed class EcsService(RehearsalFolder folder, ProcessTable processes, EmulatorClient aws, Func<string, CancellationToken, Task<ITaskImage>> pull, CertificateAuthority authority, string name, int port)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private List<RunningProcess> running = [];

    /// <summary>Runs the task of a definition in place of the one that runs.</summary>
    public async Task DeployAsync(string taskDefinitionArn, CancellationToken cancel)
    {
        var task = await aws.DescribeTaskDefinitionAsync(taskDefinitionArn, cancel);
        await StopAsync();

        List<RunningProcess> started = [];
        foreach (var container in InOrderOfNeed(task))
        {
            var image = await pull(container.Image, cancel);
            var environment = await EnvironmentAsync(container, image, cancel);
            if (IsWaitedFor(container, task))
                await RunToItsEndAsync(container, image, environment, cancel);
            else
                started.Add(await StartAsync(container, image, environment, cancel));
        }
        running = started;
    }

    public async Task StopAsync()
    {
        foreach (var process in running)
            await process.StopAsync();
        running = [];
    }

    private static IEnumerable<ContainerDefinition> InOrderOfNeed(TaskDefinition task)
    {
        List<ContainerDefinition> waiting = [.. task.ContainerDefinitions];
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(container => container.DependsOn.All(need => waiting.All(other => other.Name != need.ContainerName)))
                ?? throw new InvalidOperationException($"The containers {string.Join(", ", waiting.Select(container => container.Name))} wait for each other.");
            waiting.Remove(next);
            yield return next;
        }
    }

    private static bool IsWaitedFor(ContainerDefinition container, TaskDefinition task) =>
        task.ContainerDefinitions.SelectMany(other => other.DependsOn).Any(need => need.ContainerName == container.Name && need.Condition is "SUCCESS" or "COMPLETE");

    private async Task RunToItsEndAsync(ContainerDefinition container, ITaskImage image, Dictionary<string, string> environment, CancellationToken cancel)
    {
        var code = await processes.RunAsync(image.Run(Command(container, image), environment, Log(container)), cancel);
        if (code != 0)
            throw new HostingError($"{name}: container {container.Name} ended with {code}, and what waits for its success does not start.", Log(container));
    }

    private async Task<RunningProcess> StartAsync(ContainerDefinition container, ITaskImage image, Dictionary<string, string> environment, CancellationToken cancel)
    {
        var process = processes.Start(image.Run(Command(container, image), environment, Log(container)));
        var deadline = DateTime.UtcNow + Patience;
        while (container.HealthCheck is { } check && await processes.RunAsync(image.Run([.. check.Command.Skip(1)], environment, Log(container)), cancel) != 0)
        {
            if (process.Exited.IsCompleted || DateTime.UtcNow > deadline)
            {
                await process.StopAsync();
                throw new HostingError($"{name}: container {container.Name} {(process.Exited.IsCompleted ? "ended" : "does not become healthy")}.", Log(container));
            }
            await Task.Delay(200, cancel);
        }
        return process;
    }

    private static List<string> Command(ContainerDefinition container, ITaskImage image) => [.. image.EntryPoint, .. container.Command ?? image.Command];

    private string Log(ContainerDefinition container) => Path.Combine(folder.Logs, $"{name}.{container.Name}.log");

    private async Task<Dictionary<string, string>> EnvironmentAsync(ContainerDefinition container, ITaskImage image, CancellationToken cancel)
    {
        var environment = new Dictionary<string, string>(image.Environment);
        foreach (var (variable, value) in container.Environment)
            environment[variable] = value;
        foreach (var secret in container.Secrets)
            environment[secret.Name] = await aws.SecretAsync(secret.ValueFrom, cancel);

        // All that is added: all tasks share one host, and the certificates come from the rehearsal's own authority.
        environment["HOST"] = "127.0.0.1";
        environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        environment["NODE_EXTRA_CA_CERTS"] = image.Share(authority.BundleFile);
        return environment;
    }
}
