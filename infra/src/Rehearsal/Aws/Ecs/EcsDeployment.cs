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
);
