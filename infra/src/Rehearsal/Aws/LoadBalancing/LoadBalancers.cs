using System.Collections.Concurrent;
using System.Globalization;
using Rehearsal.Network;

namespace Rehearsal.Aws.LoadBalancing;

/// <summary>The load balancers, one per stack.</summary>
internal sealed class LoadBalancers : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LoadBalancer> balancers = new();

    /// <summary>The addresses, by stack.</summary>
    public IEnumerable<(string Stack, Uri Address)> Addresses =>
        balancers.OrderBy(balancer => balancer.Key).Select(balancer => (balancer.Key, new Uri($"http://{DnsName(balancer.Value)}")));

    /// <summary>Gets the load balancer of a stack, and starts it if there is none. Only one stack changes at a time.</summary>
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
