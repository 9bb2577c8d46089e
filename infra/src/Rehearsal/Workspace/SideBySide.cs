namespace Rehearsal.Workspace;

internal static class SideBySide
{
    /// <summary>Does all of them at the same time; the first that fails stops the others, and is what is thrown once all have come to their end.</summary>
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
