using System.Diagnostics;

namespace Rehearsal.Aws.Ecs;

/// <summary>
/// Watches one container by its health check. ECS waits an interval before the first check. The rehearsal checks at once and repeatedly
/// until a check passes, which saves up to 30 seconds. Retries and later intervals are those of ECS.
/// </summary>
/// <param name="passes">Runs the check once; cancelled after the timeout.</param>
internal sealed class ContainerHealth(HealthCheck check, Func<CancellationToken, Task<bool>> passes)
{
    private static readonly TimeSpan PauseAtFirst = TimeSpan.FromMilliseconds(250);

    /// <param name="healthy">Called when the first check passes.</param>
    /// <param name="unhealthy">Called when too many checks have failed in a row. The watch ends then, since ECS replaces such a
    /// task.</param>
    /// <param name="over">Cancelled when the container ends.</param>
    public async Task WatchAsync(Action healthy, Action unhealthy, CancellationToken over)
    {
        var clock = Stopwatch.StartNew();
        while (!await PassesAsync(over))
        {
            if (over.IsCancellationRequested)
                return;
            if (clock.Elapsed >= check.StartTimeout)
            {
                unhealthy();
                return;
            }
            await PauseAsync(PauseAtFirst, over);
        }

        healthy();
        for (var failures = 0; failures < check.Retries; )
        {
            await PauseAsync(TimeSpan.FromSeconds(check.Interval), over);
            failures = await PassesAsync(over) ? 0 : failures + 1;
            if (over.IsCancellationRequested)
                return;
        }
        unhealthy();
    }

    private async Task<bool> PassesAsync(CancellationToken over)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(over);
        late.CancelAfter(TimeSpan.FromSeconds(check.Timeout));
        try
        {
            return !over.IsCancellationRequested && await passes(late.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task PauseAsync(TimeSpan pause, CancellationToken over) =>
        await Task.Delay(pause, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
