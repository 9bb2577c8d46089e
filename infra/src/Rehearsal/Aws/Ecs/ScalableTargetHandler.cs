using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Aws.Ecs;

internal sealed class ScalableTargetHandler(EcsServices services) : IResourceHandler
{
    public string ResourceType => "AWS::ApplicationAutoScaling::ScalableTarget";

    public Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel) => services.ScaleAsync(resource);

    public Task<ResourceAnswer> UpdateAsync(ResourceEvent resource, CancellationToken cancel) => services.ScaleAsync(resource);
}
