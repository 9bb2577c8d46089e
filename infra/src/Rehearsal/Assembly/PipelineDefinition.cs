namespace Rehearsal.Assembly;

/// <summary>A pipeline as its template describes it.</summary>
/// <param name="Template">The template's text: two pipelines are the same when it is.</param>
public sealed record PipelineDefinition(string StackName, string Name, IReadOnlyList<StageDefinition> Stages, string Template)
{
    public ExecutionMode Mode { get; init; } = ExecutionMode.Superseded;

    /// <summary>Whether a change of the pipeline starts what was last pushed again.</summary>
    public bool RestartsOnUpdate { get; init; }
}

/// <summary>What happens to executions that meet at a stage.</summary>
public enum ExecutionMode
{
    /// <summary>The newest takes the place of those that wait.</summary>
    Superseded,

    /// <summary>They wait in line.</summary>
    Queued,

    /// <summary>They pass side by side; no stage can be rolled back.</summary>
    Parallel,
}

public sealed record StageDefinition(string Name, IReadOnlyList<ActionDefinition> Actions)
{
    /// <summary>What CodePipeline does when the stage fails.</summary>
    public FailureReaction OnFailure { get; init; } = FailureReaction.Stay;

    /// <summary>How the stage is watched after its last action, if it is.</summary>
    public Bake? OnSuccess { get; init; }

    /// <summary>What happens by itself after its last action, or when one fails; in words, and perhaps none.</summary>
    public string Reactions =>
        string.Join(
            "; ",
            (
                (string?[])
                    [
                        OnFailure == FailureReaction.Stay ? null : $"on failure: {Word(OnFailure)}",
                        OnSuccess is { } bake ? $"then watched for {bake.Minutes} minutes, on alarm: {Word(bake.OnAlarm)}" : null,
                    ]
            ).OfType<string>()
        );

    /// <summary>The actions by run order: those of one order run side by side.</summary>
    public IEnumerable<IGrouping<int, ActionDefinition>> ByRunOrder =>
        Actions.GroupBy(action => action.RunOrder).OrderBy(group => group.Key);

    private static string Word(FailureReaction reaction) =>
        reaction switch
        {
            FailureReaction.Rollback => "ROLLBACK",
            FailureReaction.RetryFailedActions => "RETRY of what failed",
            FailureReaction.RetryAllActions => "RETRY of all",
            _ => "none",
        };
}

public enum FailureReaction
{
    /// <summary>The stage stays failed.</summary>
    Stay,

    Rollback,

    /// <summary>What failed runs once more; the stage stays failed when it fails again.</summary>
    RetryFailedActions,

    /// <summary>The whole stage runs once more.</summary>
    RetryAllActions,
}

/// <summary>A watched wait: an alarm within it, and the stage has failed after all.</summary>
public sealed record Bake(string AlarmName, int Minutes, FailureReaction OnAlarm);

/// <param name="Provider">CodeStarSourceConnection, CodeBuild, CloudFormation or Manual.</param>
/// <param name="Namespace">What others call its outputs by: #{Namespace.Output}.</param>
/// <param name="Project">What a CodeBuild action runs.</param>
public sealed record ActionDefinition(string Name, int RunOrder, string Provider, string? Namespace, BuildProject? Project)
{
    public required IReadOnlyDictionary<string, string> Configuration { get; init; }

    public required IReadOnlyList<string> Inputs { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>How long an approval may take.</summary>
    public required TimeSpan Patience { get; init; }
}

/// <param name="Id">What stands before the colon in the id of a build.</param>
/// <param name="Privileged">Whether its commands may use a container engine.</param>
public sealed record BuildProject(string Id, BuildSpec BuildSpec, IReadOnlyDictionary<string, string> Environment, bool Privileged);
