namespace Rehearsal.Aws.LoadBalancing;

/// <summary>
/// The ports that requests go to, in turn, and how many are under way to each: chosen and counted in one step, so that no request is on
/// its way to a port that already counts as idle.
/// </summary>
internal sealed class TargetGroup
{
    private readonly Lock choosing = new();
    private readonly Dictionary<int, int> underWay = [];
    private readonly Dictionary<int, TaskCompletionSource> draining = [];
    private IReadOnlyList<int> targets = [];
    private uint turn;

    /// <summary>From now on requests go to these.</summary>
    public void Set(IEnumerable<int> ports)
    {
        lock (choosing)
            targets = [.. ports];
    }

    /// <returns>Where the next request goes; nothing where there is no target.</returns>
    public int? Enter()
    {
        lock (choosing)
        {
            if (targets.Count == 0)
                return null;
            var port = targets[(int)(turn++ % targets.Count)];
            underWay[port] = underWay.GetValueOrDefault(port) + 1;
            return port;
        }
    }

    /// <summary>A request has been answered.</summary>
    public void Leave(int port)
    {
        lock (choosing)
        {
            if (--underWay[port] > 0)
                return;
            underWay.Remove(port);
            if (draining.Remove(port, out var drained))
                drained.SetResult();
        }
    }

    /// <summary>Waits until nothing is under way to a port that is no target any more.</summary>
    /// <returns>How many requests are left after that time.</returns>
    public async Task<int> DrainAsync(int port, TimeSpan atMost)
    {
        TaskCompletionSource drained;
        lock (choosing)
        {
            if (!underWay.ContainsKey(port))
                return 0;
            drained = draining[port] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        await drained.Task.WaitAsync(atMost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (choosing)
            return underWay.GetValueOrDefault(port);
    }
}
