using System.Globalization;
using Rehearsal.Cloud;
using Rehearsal.Workspace;

namespace Rehearsal.Hosting;

/// <summary>One ECS service's stand-in: a task runs as processes of this machine, in the order and with the environment of its definition.</summary>
internal sealed class EcsService(RehearsalFolder folder, ProcessTable processes, EmulatorClient aws, BackendBuild builds, CertificateAuthority authority, string name, int port)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private List<RunningProcess> running = [];

    /// <summary>Runs the task of a definition in place of the one that runs.</summary>
    public async Task DeployAsync(string taskDefinitionArn, string source, CancellationToken cancel)
    {
        var task = await aws.DescribeTaskDefinitionAsync(taskDefinitionArn, cancel);
        await StopAsync();

        List<RunningProcess> started = [];
        foreach (var container in InOrderOfNeed(task))
        {
            var spec = await SpecAsync(container, source, cancel);
            if (IsWaitedFor(container, task))
                await RunToItsEndAsync(container, spec, cancel);
            else
                started.Add(await StartAsync(container, spec, cancel));
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

    private async Task RunToItsEndAsync(ContainerDefinition container, ProcessSpec spec, CancellationToken cancel)
    {
        var code = await processes.RunAsync(spec, cancel);
        if (code != 0)
            throw new HostingError($"{name}: container {container.Name} ended with {code}, and what waits for its success does not start.", spec.Log);
    }

    private async Task<RunningProcess> StartAsync(ContainerDefinition container, ProcessSpec spec, CancellationToken cancel)
    {
        var process = processes.Start(spec);
        var deadline = DateTime.UtcNow + Patience;
        while (container.HealthCheck is { } check && await processes.RunAsync(Check(spec, check), cancel) != 0)
        {
            if (process.Exited.IsCompleted || DateTime.UtcNow > deadline)
            {
                await process.StopAsync();
                throw new HostingError($"{name}: container {container.Name} {(process.Exited.IsCompleted ? "ended" : "does not become healthy")}.", spec.Log);
            }
            await Task.Delay(200, cancel);
        }
        return process;
    }

    private static ProcessSpec Check(ProcessSpec spec, HealthCheck check) => spec with { Program = check.Command[1], Arguments = [.. check.Command.Skip(2)] };

    private async Task<ProcessSpec> SpecAsync(ContainerDefinition container, string source, CancellationToken cancel)
    {
        var image = await builds.OfAsync(container.Image, source, cancel);
        var dockerfile = Dockerfile.Read(Path.Combine(image, "Dockerfile"));
        string[] command = [.. dockerfile.EntryPoint, .. container.Command ?? dockerfile.Command];

        var environment = new Dictionary<string, string>(dockerfile.Environment);
        foreach (var (variable, value) in container.Environment)
            environment[variable] = value;
        foreach (var secret in container.Secrets)
            environment[secret.Name] = await aws.SecretAsync(secret.ValueFrom, cancel);

        // All that is added: all tasks share one host, and the certificates come from the rehearsal's own authority.
        environment["HOST"] = "127.0.0.1";
        environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        environment["NODE_EXTRA_CA_CERTS"] = authority.BundleFile;
        // The image's own Node comes with its packages.
        environment["PATH"] = $"{Path.Combine(image, "node_modules", ".bin")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";

        return new() { Program = command[0], Arguments = command[1..], WorkingDirectory = image, Environment = environment, Log = Path.Combine(folder.Logs, $"{name}.{container.Name}.log") };
    }
}
