using System.Collections.Concurrent;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Tls;

namespace Rehearsal.Aws.CloudFront;

/// <summary>Starts and configures the distribution of each stack.</summary>
internal sealed class DistributionHandler(CertificateAuthority authority) : IResourceHandler, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Distribution> distributions = new();

    public string ResourceType => "AWS::CloudFront::Distribution";

    /// <returns>Null if the stack has no distribution.</returns>
    public Uri? AddressOf(string stack) => distributions.GetValueOrDefault(stack)?.Address;

    public async Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel)
    {
        var settings = DistributionSettings.Of(resource.Properties["DistributionConfig"]!);
        if (distributions.TryGetValue(resource.Stack, out var known))
            known.Configure(settings);
        else
            known = distributions[resource.Stack] = await Distribution.StartAsync(settings, authority, cancel);
        return new(null, new Dictionary<string, string> { ["DomainName"] = known.Address.Authority, ["Id"] = resource.Name });
    }

    public Task<ResourceAnswer> UpdateAsync(ResourceEvent resource, CancellationToken cancel) => CreateAsync(resource, cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var distribution in distributions.Values)
            await distribution.DisposeAsync();
    }
}
