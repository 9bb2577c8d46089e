using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Aws.LoadBalancing;

internal sealed class LoadBalancerHandler(LoadBalancers balancers) : IResourceHandler
{
    public string ResourceType => "AWS::ElasticLoadBalancingV2::LoadBalancer";

    public async Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel)
    {
        var balancer = await balancers.StartAsync(resource.Stack, cancel);
        balancers.Measure(resource.Stack, resource.Name.Split(":loadbalancer/")[^1]);
        return new(null, new Dictionary<string, string> { ["DNSName"] = LoadBalancers.DnsName(balancer) });
    }
}
