using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Aws.CloudWatch;

internal sealed class AlarmHandler(Alarms alarms) : IResourceHandler
{
    public string ResourceType => "AWS::CloudWatch::Alarm";

    public Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel)
    {
        alarms.Set(resource.Name, new(resource.Properties));
        return Task.FromResult(ResourceAnswer.Nothing);
    }

    public Task<ResourceAnswer> UpdateAsync(ResourceEvent resource, CancellationToken cancel) => CreateAsync(resource, cancel);

    public Task<ResourceAnswer> DeleteAsync(ResourceEvent resource, CancellationToken cancel)
    {
        alarms.Remove(resource.Name);
        return Task.FromResult(ResourceAnswer.Nothing);
    }
}
