namespace Rehearsal.Processes;

internal static class ParallelTasks
{
    /// <summary>Runs tasks in parallel. The first failure cancels the others; its exception is thrown once all have ended.</summary>
    public static async Task RunAsync(IEnumerable<Func<CancellationToken, Task>> works, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAll(works.Select(RunOneAsync));

        async Task RunOneAsync(Func<CancellationToken, Task> work)
        {
            try
            {
                await work(stop.Token);
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }
    }
}
