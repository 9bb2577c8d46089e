using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Aws.Amplify;

internal sealed class BranchHandler(AmplifyApps apps) : IResourceHandler
{
    public string ResourceType => "AWS::Amplify::Branch";

    public Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel) => Task.FromResult(apps.SetBranch(resource));

    public Task<ResourceAnswer> UpdateAsync(ResourceEvent resource, CancellationToken cancel) => CreateAsync(resource, cancel);
}
