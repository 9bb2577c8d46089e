using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Aws.Amplify;

internal sealed class AppHandler(AmplifyApps apps) : IResourceHandler
{
    public string ResourceType => "AWS::Amplify::App";

    public Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel) => Task.FromResult(apps.SetApp(resource));

    public Task<ResourceAnswer> UpdateAsync(ResourceEvent resource, CancellationToken cancel) => CreateAsync(resource, cancel);
}
