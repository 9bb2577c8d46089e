using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Aws.LoadBalancing;

internal sealed class ListenerRuleHandler(LoadBalancers balancers) : IResourceHandler
{
    public string ResourceType => "AWS::ElasticLoadBalancingV2::ListenerRule";

    public Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel)
    {
        balancers.ListenerOf(resource.Stack).Set(resource.LogicalId, ListenerRule.Of(resource.Properties));
        return Task.FromResult(ResourceAnswer.Nothing);
    }

    public Task<ResourceAnswer> UpdateAsync(ResourceEvent resource, CancellationToken cancel) => CreateAsync(resource, cancel);

    public Task<ResourceAnswer> DeleteAsync(ResourceEvent resource, CancellationToken cancel)
    {
        balancers.ListenerOf(resource.Stack).Remove(resource.LogicalId);
        return Task.FromResult(ResourceAnswer.Nothing);
    }
}
