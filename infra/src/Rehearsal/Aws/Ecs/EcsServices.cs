using System.Collections.Concurrent;
using System.Globalization;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Aws.CloudWatch;
using Rehearsal.Aws.LoadBalancing;
using Rehearsal.Aws.Moto;
using Rehearsal.Processes;

namespace Rehearsal.Aws.Ecs;

/// <summary>The ECS services of all stacks and their scaling.</summary>
/// <param name="environmentOf">Gets the environment for the tasks of a stack.</param>
/// <param name="lifetime">The lifetime of the tasks: longer than the call that starts them.</param>
internal sealed class EcsServices(
    ProcessTable processes,
    LoadBalancers loadBalancers,
    Alarms alarms,
    Func<EmulatorClient> aws,
    Func<string, TaskEnvironment> environmentOf,
    Action<string> note,
    CancellationToken lifetime
) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, EcsService> services = new();
    private readonly ConcurrentDictionary<string, string> names = new();

    public async Task<ResourceAnswer> DeployAsync(ResourceEvent service, CancellationToken cancel)
    {
        if (!services.TryGetValue(service.Name, out var running))
            running = services[service.Name] = new(service.Name, processes, await loadBalancers.StartAsync(service.Stack, cancel), note);
        names[service.Stack] = service.Name;
        var definition = service.Text("TaskDefinition")!;
        // Without a DesiredCount, the present number stays; a new service starts with one task.
        var desired = service.Text("DesiredCount") is { } number ? Number(number) : running.Desired ?? 1;
        var group = service.Properties["LoadBalancers"]?[0]?["TargetGroupArn"]?.ToString();
        var delay = group is null ? TimeSpan.Zero : await aws().DeregistrationDelayAsync(group, cancel);
        await running.DeployAsync(
            new(
                definition,
                TaskDefinition.Of(await aws().DescribeTaskDefinitionAsync(definition, cancel)),
                desired,
                delay,
                environmentOf(service.Stack)
            )
            {
                Alarms = AlarmsOf(service),
                // An ARN ends with the full name.
                TargetGroup = group?.Split(':')[^1],
            },
            lifetime
        );
        return new(null, new Dictionary<string, string> { ["Name"] = service.Name });
    }

    /// <summary>Runs a command in the image of a stack's service.</summary>
    /// <returns>The command's output.</returns>
    public Task<string> RunAsync(string stack, IReadOnlyList<string> command, string log, CancellationToken cancel) =>
        services[names[stack]].RunAsync(command, log, cancel);

    /// <summary>Sends SIGTERM to all tasks of an environment at once. Others take their places.</summary>
    public Task StopTasksAsync(string environment) =>
        Task.WhenAll(names.Where(name => StackNames.IsOf(name.Key, environment)).Select(name => services[name.Value].StopTasksAsync()));

    /// <summary>Grows a service to the minimum of its scalable target. Scaling by load is recorded but not rehearsed.</summary>
    public async Task<ResourceAnswer> ScaleAsync(ResourceEvent target)
    {
        var (resource, dimension, space) = (
            target.Text("ResourceId")!,
            target.Text("ScalableDimension")!,
            target.Text("ServiceNamespace")!
        );
        if (space == "ecs")
            await services[resource.Split('/')[^1]].GrowAsync(Number(target.Text("MinCapacity")!), lifetime);
        return new($"{resource}|{dimension}|{space}", new Dictionary<string, string>());
    }

    /// <summary>Counts the healthy and unhealthy targets of every service.</summary>
    public void Measure()
    {
        foreach (var service in services.Values)
            service.Measure();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services.Values)
            await service.DisposeAsync();
    }

    private DeploymentAlarms? AlarmsOf(ResourceEvent service)
    {
        if (service.Properties["DeploymentConfiguration"]?["Alarms"] is not { } settings || !Flag("Enable"))
            return null;
        string[] names = [.. settings["AlarmNames"]!.AsArray().Select(name => $"{name}")];
        return new(names, Flag("Rollback"), alarms.EvaluationOf(names), aws().AlarmStateAsync);

        bool Flag(string name) => bool.Parse($"{settings[name]}");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
