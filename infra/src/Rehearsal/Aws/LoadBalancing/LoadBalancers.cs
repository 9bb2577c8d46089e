using System.Collections.Concurrent;
using System.Globalization;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Aws.CloudFront;
using Rehearsal.Network;
using Rehearsal.Tls;

namespace Rehearsal.Aws.LoadBalancing;

/// <summary>The load balancer of each stack, and the CloudFront distribution in front of it.</summary>
internal sealed class LoadBalancers(CertificateAuthority authority) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LoadBalancer> balancers = new();
    private readonly ConcurrentDictionary<string, Distribution> distributions = new();

    /// <summary>The address that callers know, by stack.</summary>
    public IEnumerable<(string Stack, Uri Address)> Addresses =>
        balancers
            .OrderBy(balancer => balancer.Key)
            .Select(balancer =>
                (
                    balancer.Key,
                    distributions.TryGetValue(balancer.Key, out var before) ? before.Address : new Uri($"http://{DnsName(balancer.Value)}")
                )
            );

    /// <summary>The load balancer of a stack. One stack is changed at a time.</summary>
    public async Task<LoadBalancer> BalancerAsync(string stack, CancellationToken cancel) =>
        balancers.TryGetValue(stack, out var known) ? known : balancers[stack] = await LoadBalancer.StartAsync(Ports.Free(), cancel);

    public async Task<ResourceAnswer> CreateBalancerAsync(ResourceEvent balancer, CancellationToken cancel) =>
        new(null, new Dictionary<string, string> { ["DNSName"] = DnsName(await BalancerAsync(balancer.Stack, cancel)) });

    public ResourceAnswer SetListener(ResourceEvent listener)
    {
        balancers[listener.Stack].Listener.Default = FixedResponse.Of(listener.Properties["DefaultActions"]!);
        return ResourceAnswer.Nothing;
    }

    public ResourceAnswer SetRule(ResourceEvent rule)
    {
        balancers[rule.Stack].Listener.Set(rule.LogicalId, ListenerRule.Of(rule.Properties));
        return ResourceAnswer.Nothing;
    }

    public ResourceAnswer RemoveRule(ResourceEvent rule)
    {
        balancers[rule.Stack].Listener.Remove(rule.LogicalId);
        return ResourceAnswer.Nothing;
    }

    public async Task<ResourceAnswer> SetDistributionAsync(ResourceEvent distribution, CancellationToken cancel)
    {
        var settings = DistributionSettings.Of(distribution.Properties["DistributionConfig"]!);
        if (distributions.TryGetValue(distribution.Stack, out var known))
            known.Configure(settings);
        else
            known = distributions[distribution.Stack] = await Distribution.StartAsync(settings, authority, cancel);
        return new(null, new Dictionary<string, string> { ["DomainName"] = known.Address.Authority, ["Id"] = distribution.Name });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var distribution in distributions.Values)
            await distribution.DisposeAsync();
        foreach (var balancer in balancers.Values)
            await balancer.DisposeAsync();
    }

    private static string DnsName(LoadBalancer balancer) => string.Create(CultureInfo.InvariantCulture, $"localhost:{balancer.Port}");
}
