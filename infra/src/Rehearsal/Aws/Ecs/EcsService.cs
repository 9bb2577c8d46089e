using System.Collections.Concurrent;
using System.Diagnostics;
using Rehearsal.Aws.LoadBalancing;
using Rehearsal.Aws.Moto;
using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Ecs;

/// <summary>
/// A stand-in for one ECS service. Deployments roll: new tasks start beside the old ones (100 % minimum, 200 % maximum), and each becomes
/// a target once it is healthy. When all are healthy, the old ones stop. If too many fail to start, the circuit breaker ends the
/// deployment and the old tasks keep running.
/// </summary>
internal sealed class EcsService(string name, ProcessTable processes, LoadBalancer balancer, Action<string> note) : IAsyncDisposable
{
    private readonly ServiceTasks tasks = new(balancer);
    private readonly ConcurrentBag<Task> keeping = [];
    private readonly CancellationTokenSource over = new();
    private EcsDeployment? current;

    /// <summary>The desired number of tasks; null before the first deployment.</summary>
    public int? Desired => current?.Desired;

    /// <summary>Runs a command of the service's image in a separate task.</summary>
    /// <returns>The command's output.</returns>
    public Task<string> RunAsync(IReadOnlyList<string> command, string log, CancellationToken cancel) =>
        new EcsTask(name, current!, processes).RunAsync(command, log, cancel);

    /// <summary>Deploys to the service. If its revision is already running, only the number of tasks changes.</summary>
    /// <exception cref="ResourceError">The circuit breaker or an alarm ended the deployment.</exception>
    public async Task DeployAsync(EcsDeployment deployment, CancellationToken cancel)
    {
        var previous = current;
        var alarms = deployment.Alarms is null ? null : await deployment.Alarms.WithoutActiveOnesAsync(cancel);
        tasks.DeregistrationDelay = deployment.DeregistrationDelay;
        var breaker = new CircuitBreaker(deployment.Desired, before: tasks.All.Count > 0);
        var started = new ConcurrentBag<EcsTask>();
        var missing = Math.Max(0, deployment.Desired - Kept(deployment).Length);
        try
        {
            await ParallelTasks.RunAsync(Enumerable.Repeat<Func<CancellationToken, Task>>(StartOneAsync, missing), cancel);
        }
        catch
        {
            await tasks.LeaveAsync([.. started]);
            throw;
        }
        current = deployment;
        await tasks.LeaveAsync([.. tasks.All.Except(Kept(deployment))]);
        if (!started.IsEmpty && alarms is not null && await alarms.WatchAsync(cancel) is { } active)
            await FailAsync(active, alarms.Rollback ? previous : null, cancel);

        async Task StartOneAsync(CancellationToken stop)
        {
            var task = await StartAsync(deployment, breaker, stop);
            started.Add(task);
            tasks.Add(task);
            keeping.Add(KeepAsync(task));
        }
    }

    /// <summary>Starts tasks until there are at least this many.</summary>
    public Task GrowAsync(int least, CancellationToken cancel) =>
        current is { } running && running.Desired < least ? DeployAsync(running with { Desired = least }, cancel) : Task.CompletedTask;

    /// <summary>Sends SIGTERM to all tasks at once. Others take their places.</summary>
    public Task StopTasksAsync() => Task.WhenAll(tasks.All.Select(task => task.StopAsync()));

    /// <summary>Counts its healthy and unhealthy targets.</summary>
    public void Measure()
    {
        if (current?.TargetGroup is { } group)
        {
            var unhealthy = tasks.All.Count(task => task.Failed.IsCompleted);
            balancer.Metrics?.Hosts(group, tasks.All.Count - unhealthy, unhealthy);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await tasks.StopAsync();
        await Task.WhenAll(keeping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        over.Dispose();
    }

    /// <summary>Ends a deployment whose alarm went off.</summary>
    /// <param name="previous">The deployment to go back to, if there is one.</param>
    private async Task FailAsync(string alarm, EcsDeployment? previous, CancellationToken cancel)
    {
        note($"{name}: the alarm {alarm} went off during the deployment.");
        if (previous is not null)
            await DeployAsync(previous with { Alarms = null }, cancel);
        var running = previous is null ? "the new tasks stay" : "tasks of the previous one run again";
        throw new ResourceError($"The alarm {alarm} went off and ended the deployment; {running}.");
    }

    /// <summary>Gets the tasks to keep: those that fit the deployment, healthy ones first.</summary>
    private EcsTask[] Kept(EcsDeployment deployment) =>
        [
            .. tasks
                .All.Where(task => task.Deployment.DefinitionArn == deployment.DefinitionArn)
                .OrderBy(task => task.Failed.IsCompleted)
                .Take(deployment.Desired),
        ];

    /// <summary>Starts a task, and retries while it fails to start.</summary>
    private async Task<EcsTask> StartAsync(EcsDeployment deployment, CircuitBreaker breaker, CancellationToken stop)
    {
        while (true)
        {
            var task = new EcsTask(name, deployment, processes);
            try
            {
                await task.StartAsync(stop);
                return task;
            }
            catch (ResourceError failure)
            {
                note($"{name}: {breaker.Count(failure)}");
            }
        }
    }

    /// <summary>Replaces a task that has ended or is unhealthy, as soon as the new one is healthy.</summary>
    private async Task KeepAsync(EcsTask task)
    {
        var pauses = new RestartPauses();
        var well = Stopwatch.StartNew();
        var failure = await task.Failed;
        while (tasks.All.Contains(task))
        {
            tasks.Retarget();
            note($"{name}: {failure.Reason} Another task takes its place.");
            await Task.Delay(pauses.After(well.Elapsed), over.Token);
            var other = new EcsTask(name, task.Deployment, processes);
            try
            {
                await other.StartAsync(over.Token);
                well.Restart();
                var takes = tasks.Replace(task, other);
                await tasks.LeaveAsync([takes ? task : other]);
                if (!takes)
                    return;
                task = other;
                failure = await task.Failed;
            }
            catch (ResourceError error)
            {
                failure = error;
                well.Reset();
            }
            catch (AccountLost lost)
            {
                note($"{name}: no other task can start. {lost.Message}");
                return;
            }
        }
    }
}
