using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Aws.LoadBalancing;

internal sealed class ListenerHandler(LoadBalancers balancers) : IResourceHandler
{
    public string ResourceType => "AWS::ElasticLoadBalancingV2::Listener";

    public Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel)
    {
        balancers.ListenerOf(resource.Stack).Default = FixedResponse.Of(resource.Properties["DefaultActions"]!);
        return Task.FromResult(ResourceAnswer.Nothing);
    }

    public Task<ResourceAnswer> UpdateAsync(ResourceEvent resource, CancellationToken cancel) => CreateAsync(resource, cancel);
}
