using System.Collections.Concurrent;
using System.Globalization;
using Rehearsal.Network;

namespace Rehearsal.Aws.LoadBalancing;

/// <summary>The load balancer of each stack.</summary>
internal sealed class LoadBalancers : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LoadBalancer> balancers = new();

    /// <summary>Where they answer, by stack.</summary>
    public IEnumerable<(string Stack, Uri Address)> Addresses =>
        balancers.OrderBy(balancer => balancer.Key).Select(balancer => (balancer.Key, new Uri($"http://{DnsName(balancer.Value)}")));

    /// <summary>The load balancer of a stack, started if there is none yet. One stack is changed at a time.</summary>
    public async Task<LoadBalancer> StartAsync(string stack, CancellationToken cancel) =>
        balancers.TryGetValue(stack, out var known) ? known : balancers[stack] = await LoadBalancer.StartAsync(Ports.Free(), cancel);

    public Listener ListenerOf(string stack) => balancers[stack].Listener;

    public async ValueTask DisposeAsync()
    {
        foreach (var balancer in balancers.Values)
            await balancer.DisposeAsync();
    }

    public static string DnsName(LoadBalancer balancer) => string.Create(CultureInfo.InvariantCulture, $"localhost:{balancer.Port}");
}
