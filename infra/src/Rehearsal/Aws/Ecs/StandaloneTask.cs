namespace Rehearsal.Aws.Ecs;

/// <summary>A task without a service. It runs until an essential container ends or a caller stops it.</summary>
internal sealed class StandaloneTask : IAsyncDisposable
{
    private readonly EcsTask task;
    private readonly CancellationTokenSource over;
    private readonly Task running;
    private volatile string stoppedReason = "";
    private volatile bool stopping;

    public StandaloneTask(EcsTask task, CancellationToken lifetime)
    {
        this.task = task;
        over = CancellationTokenSource.CreateLinkedTokenSource(lifetime);
        running = RunAsync();
    }

    /// <summary>The task as described by ECS.</summary>
    public object State =>
        new
        {
            LastStatus = running.IsCompleted ? "STOPPED" : "RUNNING",
            DesiredStatus = stopping || running.IsCompleted ? "STOPPED" : "RUNNING",
            StoppedReason = stoppedReason,
            Containers = task.Containers.ToDictionary(
                container => container.Definition.Name,
                container => new
                {
                    ExitCode = container.Exited.IsCompletedSuccessfully ? container.Exited.Result : (int?)null,
                    Log = File.Exists(container.Log) ? File.ReadAllText(container.Log) : "",
                }
            ),
        };

    /// <summary>Asks the task to stop and does not wait.</summary>
    public void Stop(string reason)
    {
        if (running.IsCompleted)
            return;
        (stoppedReason, stopping) = (reason, true);
        over.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await running;
        over.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await task.RunToEndAsync(over.Token);
            stoppedReason = "Essential container in task exited";
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Stop has set the reason already.
        }
        catch (Exception error)
        {
            stoppedReason = error.Message;
        }
    }
}
