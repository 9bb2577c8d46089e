namespace Rehearsal.Processes;

internal static class ParallelTasks
{
    /// <summary>Runs tasks in parallel. The first failure cancels the others; its exception is thrown once all have ended.</summary>
    public static async Task RunAsync(IEnumerable<Func<CancellationToken, Task>> tasks, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAll(tasks.Select(RunOneAsync));

        async Task RunOneAsync(Func<CancellationToken, Task> task)
        {
            try
            {
                await task(stop.Token);
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }
    }
}
