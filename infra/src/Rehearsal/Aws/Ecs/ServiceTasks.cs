using Rehearsal.Aws.LoadBalancing;

namespace Rehearsal.Aws.Ecs;

/// <summary>The tasks of a service that are up, as its load balancer sees them.</summary>
internal sealed class ServiceTasks(LoadBalancer balancer)
{
    private readonly Lock changing = new();
    private readonly List<EcsTask> tasks = [];

    /// <summary>How long requests under way may take when a task leaves.</summary>
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

    /// <summary>Puts another one in a task's place.</summary>
    /// <returns>Whether the task was there: a deployment may have come first.</returns>
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

    /// <summary>First they are no targets any more, then what is under way comes to its end, and only then they are told to stop.</summary>
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

    /// <summary>The end of the service: nobody waits for answers any more.</summary>
    public async Task StopAsync()
    {
        var running = All;
        Change(tasks.Clear);
        await Task.WhenAll(running.Select(task => task.StopAsync()));
    }

    /// <summary>Has the load balancer send requests to those that are well; where none is, to all that still run, as its model does.</summary>
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
