using Rehearsal.Workspace;

namespace Rehearsal.Hosting;

/// <summary>
/// One ECS service's stand-in. A deployment rolls: new tasks start beside those that run and take over once they are healthy; when they
/// don't come up the circuit breaker ends it, and those that run go on.
/// </summary>
internal sealed class EcsService(string name, ProcessTable processes, LoadBalancer balancer, Action<string> note) : IAsyncDisposable
{
    /// <summary>After so many tasks in a row that did not start, ECS's circuit breaker ends a deployment of a small service.</summary>
    private const int FailuresBeforeBreak = 3;

    private IReadOnlyList<EcsTask> running = [];
    private string deployed = "";

    /// <param name="definitionArn">Names a revision: where it runs already, nothing happens.</param>
    /// <exception cref="HostingError">The circuit breaker ended the deployment.</exception>
    public async Task DeployAsync(string definitionArn, TaskDefinition definition, int desired, TaskSurroundings surroundings, CancellationToken cancel)
    {
        if (definitionArn == deployed && running.Count == desired)
            return;

        List<EcsTask> started = [];
        try
        {
            while (started.Count < desired)
                started.Add(await StartAsync(definition, surroundings, cancel));
        }
        catch
        {
            await Task.WhenAll(started.Select(task => task.StopAsync()));
            throw;
        }

        var replaced = running;
        (running, deployed) = (started, definitionArn);
        balancer.Target(started.Select(task => task.Port));
        await Task.WhenAll(replaced.Select(task => task.StopAsync()));
        foreach (var task in started)
            _ = ReplaceWhenItEndsAsync(task, definition, surroundings, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        var stopped = running;
        running = [];
        await Task.WhenAll(stopped.Select(task => task.StopAsync()));
        await balancer.DisposeAsync();
    }

    private async Task<EcsTask> StartAsync(TaskDefinition definition, TaskSurroundings surroundings, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var task = new EcsTask(name, definition, processes, surroundings);
            try
            {
                await task.StartAsync(cancel);
                return task;
            }
            catch (HostingError) when (attempt < FailuresBeforeBreak)
            {
                note($"{name}: a task did not start (attempt {attempt} of {FailuresBeforeBreak}).");
            }
            catch (HostingError error)
            {
                throw new HostingError($"The circuit breaker ended the deployment after {FailuresBeforeBreak} tasks that did not start{(running.Count > 0 ? "; the tasks before go on" : "")}. {error.Message}");
            }
        }
    }

    /// <summary>A service keeps its number of tasks.</summary>
    private async Task ReplaceWhenItEndsAsync(EcsTask task, TaskDefinition definition, TaskSurroundings surroundings, CancellationToken cancel)
    {
        await task.Ended;
        if (!running.Contains(task))
            return;
        note($"{name}: a task ended by itself; another one takes its place.");
        EcsTask other;
        try
        {
            other = await StartAsync(definition, surroundings, cancel);
        }
        catch (HostingError error)
        {
            note(error.Message);
            return;
        }
        running = [.. running.Select(one => one == task ? other : one)];
        balancer.Target(running.Select(one => one.Port));
        await ReplaceWhenItEndsAsync(other, definition, surroundings, cancel);
    }
}
