namespace Rehearsal.Aws.Ecs;

/// <summary>The desired state of a service.</summary>
/// <param name="DefinitionArn">The task definition's revision. Tasks of the same revision are kept.</param>
/// <param name="Desired">The number of tasks.</param>
/// <param name="DeregistrationDelay">How long open requests may take after a task is deregistered.</param>
internal sealed record EcsDeployment(
    string DefinitionArn,
    TaskDefinition Definition,
    int Desired,
    TimeSpan DeregistrationDelay,
    TaskEnvironment Environment
)
{
    /// <summary>The alarms that fail the deployment; null if the service names none.</summary>
    public DeploymentAlarms? Alarms { get; init; }

    /// <summary>The full name of its target group, such as targetgroup/api/50dc6c495c0c9188.</summary>
    public string? TargetGroup { get; init; }
}
