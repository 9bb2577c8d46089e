namespace Rehearsal.Aws.CloudFormation;

/// <summary>Runs what resources of one type describe. What it throws fails the stack.</summary>
internal interface IResourceHandler
{
    /// <summary>As templates name it: AWS::RDS::DBCluster.</summary>
    string ResourceType { get; }

    Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel);

    Task<ResourceAnswer> UpdateAsync(ResourceEvent resource, CancellationToken cancel) => Task.FromResult(ResourceAnswer.Nothing);

    Task<ResourceAnswer> DeleteAsync(ResourceEvent resource, CancellationToken cancel) => Task.FromResult(ResourceAnswer.Nothing);
}
