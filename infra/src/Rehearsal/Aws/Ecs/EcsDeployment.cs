namespace Rehearsal.Aws.Ecs;

/// <summary>What a service is to run.</summary>
/// <param name="DefinitionArn">Names a revision of the task definition: a task of the same one is as good as a new one.</param>
/// <param name="Desired">The number of tasks.</param>
/// <param name="DeregistrationDelay">How long requests under way may take when a task leaves.</param>
internal sealed record EcsDeployment(
    string DefinitionArn,
    TaskDefinition Definition,
    int Desired,
    TimeSpan DeregistrationDelay,
    TaskEnvironment Environment
);
