using Rehearsal.Assembly;

namespace Rehearsal.Aws.CloudFormation;

/// <summary>A stack and the template to deploy to it.</summary>
public sealed record StackDeployment
{
    public required string StackName { get; init; }

    public required string TemplateFile { get; init; }

    /// <summary>The values of its parameters, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Its tags, by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it is deployed; null is where the pipeline is.</summary>
    public AwsEnvironment? Environment { get; init; }

    /// <summary>The source of the execution. Services run what is built from it.</summary>
    public required string Source { get; init; }

    public required string Log { get; init; }
}

/// <summary>The deployment of a stack failed.</summary>
public sealed class DeploymentFailed(string message) : Exception(message);
