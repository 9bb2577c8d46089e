using System.Diagnostics;

namespace Rehearsal.Aws.Ecs;

/// <summary>
/// Watches one container by its health check. ECS's first check comes when an interval is over; here it comes at once, and further ones until
/// one passes, so that nobody waits 30 seconds for a container that is up. When it counts as unhealthy, and how often it is checked later, is
/// as ECS has it.
/// </summary>
/// <param name="passes">Runs the check once; cancelled when it takes too long.</param>
internal sealed class ContainerHealth(HealthCheck check, Func<CancellationToken, Task<bool>> passes)
{
    private static readonly TimeSpan PauseAtFirst = TimeSpan.FromMilliseconds(250);

    /// <param name="healthy">Called when the first check passes.</param>
    /// <param name="unhealthy">Called when too many have failed. That is the end of it: ECS replaces such a task.</param>
    /// <param name="over">The container's end.</param>
    public async Task WatchAsync(Action healthy, Action unhealthy, CancellationToken over)
    {
        var clock = Stopwatch.StartNew();
        while (!await PassesAsync(over))
        {
            if (over.IsCancellationRequested)
                return;
            if (clock.Elapsed >= check.Patience)
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
