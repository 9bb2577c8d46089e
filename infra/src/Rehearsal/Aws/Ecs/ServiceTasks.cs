using Rehearsal.Aws.LoadBalancing;

namespace Rehearsal.Aws.Ecs;

/// <summary>The running tasks of a service, as targets of its load balancer.</summary>
internal sealed class ServiceTasks(LoadBalancer balancer)
{
    private readonly Lock changing = new();
    private readonly List<EcsTask> tasks = [];

    /// <summary>How long open requests may take after a task is deregistered.</summary>
    public TimeSpan DeregistrationDelay { get; set; }

    public IReadOnlyList<EcsTask> All
    {
        get
        {
            lock (changing)
                return [.. tasks];
        }
    }

    public void Add(EcsTask task) => Change(() => tasks.Add(task));

    /// <summary>Replaces a task with another one.</summary>
    /// <returns>Whether the task was there. A deployment may have removed it first.</returns>
    public bool Replace(EcsTask task, EcsTask other)
    {
        var there = false;
        Change(() =>
        {
            there = tasks.Remove(task);
            if (there)
                tasks.Add(other);
        });
        return there;
    }

    /// <summary>Deregisters the tasks, waits for open requests, and then stops the tasks.</summary>
    public async Task LeaveAsync(IReadOnlyCollection<EcsTask> leaving)
    {
        Change(() => tasks.RemoveAll(leaving.Contains));
        await Task.WhenAll(
            leaving.Select(async task =>
            {
                await balancer.DrainAsync(task.Port, DeregistrationDelay);
                await task.StopAsync();
            })
        );
    }

    /// <summary>Stops all tasks without waiting for open requests.</summary>
    public async Task StopAsync()
    {
        var running = All;
        Change(tasks.Clear);
        await Task.WhenAll(running.Select(task => task.StopAsync()));
    }

    /// <summary>Targets the healthy tasks. If none is healthy, targets all running ones, as an Application Load Balancer does.</summary>
    public void Retarget() => Change(() => { });

    private void Change(Action change)
    {
        lock (changing)
        {
            change();
            EcsTask[] running = [.. tasks.Where(task => !task.HasEnded)];
            EcsTask[] well = [.. running.Where(task => !task.Failed.IsCompleted)];
            balancer.Target((well.Length > 0 ? well : running).Select(task => task.Port));
        }
    }
}
