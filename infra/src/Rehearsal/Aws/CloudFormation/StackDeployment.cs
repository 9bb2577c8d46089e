namespace Rehearsal.Aws.CloudFormation;

/// <summary>A stack to be made what a template says.</summary>
public sealed record StackDeployment
{
    public required string StackName { get; init; }

    public required string TemplateFile { get; init; }

    /// <summary>The source of the execution: services run what is built from it.</summary>
    public required string Source { get; init; }

    public required string Log { get; init; }
}

/// <summary>A stack could not be made what its template says.</summary>
public sealed class DeploymentFailed(string message) : Exception(message);
