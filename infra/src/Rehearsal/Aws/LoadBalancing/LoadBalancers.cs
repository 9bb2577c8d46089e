using System.Collections.Concurrent;
using System.Globalization;
using Rehearsal.Aws.CloudWatch;
using Rehearsal.Network;

namespace Rehearsal.Aws.LoadBalancing;

/// <summary>The load balancers, one per stack.</summary>
internal sealed class LoadBalancers(MetricStore metrics) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LoadBalancer> balancers = new();

    /// <summary>The addresses, by stack.</summary>
    public IEnumerable<(string Stack, Uri Address)> Addresses =>
        balancers.OrderBy(balancer => balancer.Key).Select(balancer => (balancer.Key, new Uri($"http://{DnsName(balancer.Value)}")));

    /// <summary>Gets the load balancer of a stack, and starts it if there is none. Only one stack changes at a time.</summary>
    public async Task<LoadBalancer> StartAsync(string stack, CancellationToken cancel) =>
        balancers.TryGetValue(stack, out var known) ? known : balancers[stack] = await LoadBalancer.StartAsync(Ports.Free(), cancel);

    /// <summary>Counts a load balancer's responses under its full name, such as app/api/50dc6c495c0c9188.</summary>
    public void Measure(string stack, string fullName) => balancers[stack].Metrics = new(metrics, fullName);

    public Listener ListenerOf(string stack) => balancers[stack].Listener;

    public async ValueTask DisposeAsync()
    {
        foreach (var balancer in balancers.Values)
            await balancer.DisposeAsync();
    }

    public static string DnsName(LoadBalancer balancer) => string.Create(CultureInfo.InvariantCulture, $"localhost:{balancer.Port}");
}
