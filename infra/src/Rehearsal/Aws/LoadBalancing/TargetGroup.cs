namespace Rehearsal.Aws.LoadBalancing;

/// <summary>
/// The target ports and the number of open requests on each. A port is chosen and counted in one step, so that no request goes to a port
/// that already counts as idle.
/// </summary>
internal sealed class TargetGroup
{
    private readonly Lock choosing = new();
    private readonly Dictionary<int, int> underWay = [];
    private readonly Dictionary<int, TaskCompletionSource> draining = [];
    private IReadOnlyList<int> targets = [];
    private uint turn;

    /// <summary>Replaces the targets.</summary>
    public void Set(IEnumerable<int> ports)
    {
        lock (choosing)
            targets = [.. ports];
    }

    /// <returns>The port for the next request; null without a target.</returns>
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

    /// <summary>Counts a request as answered.</summary>
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

    /// <summary>Waits until a deregistered port has no open requests.</summary>
    /// <returns>The number of requests still open after that time.</returns>
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
