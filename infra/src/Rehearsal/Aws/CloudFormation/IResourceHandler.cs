namespace Rehearsal.Aws.CloudFormation;

/// <summary>Runs the resources of one type. An exception fails the stack.</summary>
internal interface IResourceHandler
{
    /// <summary>The type's name in templates, such as AWS::RDS::DBCluster.</summary>
    string ResourceType { get; }

    Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel);

    Task<ResourceAnswer> UpdateAsync(ResourceEvent resource, CancellationToken cancel) => Task.FromResult(ResourceAnswer.Nothing);

    Task<ResourceAnswer> DeleteAsync(ResourceEvent resource, CancellationToken cancel) => Task.FromResult(ResourceAnswer.Nothing);
}
