using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Aws.Ecs;

internal sealed class ServiceHandler(EcsServices services) : IResourceHandler
{
    public string ResourceType => "AWS::ECS::Service";

    public Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel) => services.DeployAsync(resource, cancel);

    public Task<ResourceAnswer> UpdateAsync(ResourceEvent resource, CancellationToken cancel) => services.DeployAsync(resource, cancel);
}
