using System.Collections.Concurrent;
using System.Diagnostics;
using Rehearsal.Aws.LoadBalancing;
using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Ecs;

/// <summary>
/// One ECS service's stand-in. A deployment rolls: new tasks start beside those that run (100 % at least, 200 % at most), each is a target
/// once it is healthy, and when all are, those before leave. When too many don't come up the circuit breaker ends it, and those before go on.
/// </summary>
internal sealed class EcsService(string name, ProcessTable processes, LoadBalancer balancer, Action<string> note) : IAsyncDisposable
{
    private readonly ServiceTasks tasks = new(balancer);
    private readonly ConcurrentBag<Task> keeping = [];
    private readonly CancellationTokenSource over = new();
    private EcsDeployment? current;

    /// <summary>The number of tasks that it is to have; nothing before the first deployment.</summary>
    public int? Desired => current?.Desired;

    /// <summary>Runs a command of the image that it runs, in a task of its own.</summary>
    /// <returns>What the command has printed.</returns>
    public Task<string> RunAsync(IReadOnlyList<string> command, string log, CancellationToken cancel) =>
        new EcsTask(name, current!, processes).RunAsync(command, log, cancel);

    /// <summary>Makes the service what the deployment says: where its revision runs already, only the number of tasks changes.</summary>
    /// <exception cref="ResourceError">The circuit breaker ended the deployment.</exception>
    public async Task DeployAsync(EcsDeployment deployment, CancellationToken cancel)
    {
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

        async Task StartOneAsync(CancellationToken stop)
        {
            var task = await StartAsync(deployment, breaker, stop);
            started.Add(task);
            tasks.Add(task);
            keeping.Add(KeepAsync(task));
        }
    }

    /// <summary>Starts as many tasks as it lacks of a number.</summary>
    public Task GrowAsync(int least, CancellationToken cancel) =>
        current is { } running && running.Desired < least ? DeployAsync(running with { Desired = least }, cancel) : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await tasks.StopAsync();
        await Task.WhenAll(keeping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        over.Dispose();
    }

    /// <summary>Those of its tasks that serve the deployment as well as new ones would; the ones that are well come first.</summary>
    private EcsTask[] Kept(EcsDeployment deployment) =>
        [
            .. tasks
                .All.Where(task => task.Deployment.DefinitionArn == deployment.DefinitionArn)
                .OrderBy(task => task.Failed.IsCompleted)
                .Take(deployment.Desired),
        ];

    /// <summary>Starts a task, and another one each time that it did not come up.</summary>
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

    /// <summary>A service keeps its number of tasks: one that has ended or is unhealthy gives way to another, as soon as that is healthy.</summary>
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
        }
    }
}
