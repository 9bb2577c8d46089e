namespace Rehearsal.Assembly;

/// <summary>A pipeline as its template describes it.</summary>
/// <param name="Template">The template's text: two pipelines are the same when it is.</param>
public sealed record PipelineDefinition(string StackName, string Name, IReadOnlyList<StageDefinition> Stages, string Template);

/// <param name="OnFailure">What CodePipeline does when the stage fails: ROLLBACK, or nothing.</param>
public sealed record StageDefinition(string Name, string? OnFailure, IReadOnlyList<ActionDefinition> Actions)
{
    /// <summary>How the stage is watched after its last action, if it is.</summary>
    public Bake? OnSuccess { get; init; }

    /// <summary>What happens by itself after its last action, or when one fails; in words, and perhaps none.</summary>
    public string Reactions => string.Join("; ", ((string?[])
    [
        OnFailure is { } onFailure ? $"on failure: {onFailure}" : null,
        OnSuccess is { } bake ? $"then watched for {bake.Minutes} minutes, on alarm: {bake.Result}" : null,
    ]).OfType<string>());

    /// <summary>The actions by run order: those of one order run side by side.</summary>
    public IEnumerable<IGrouping<int, ActionDefinition>> ByRunOrder => Actions.GroupBy(action => action.RunOrder).OrderBy(group => group.Key);
}

/// <summary>A watched wait: an alarm in this time, and CodePipeline does what the result says.</summary>
/// <param name="Minutes">How long.</param>
public sealed record Bake(string AlarmName, int Minutes, string Result);

/// <param name="Provider">CodeStarSourceConnection, CodeBuild, CloudFormation or Manual.</param>
/// <param name="Namespace">What others call its outputs by: #{Namespace.Output}.</param>
/// <param name="Project">What a CodeBuild action runs.</param>
public sealed record ActionDefinition(string Name, int RunOrder, string Provider, string? Namespace, BuildProject? Project)
{
    public required IReadOnlyDictionary<string, string> Configuration { get; init; }

    public required IReadOnlyList<string> Inputs { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }
}

/// <param name="Id">What stands before the colon in the id of a build.</param>
/// <param name="Privileged">Whether its commands may use a container engine.</param>
public sealed record BuildProject(string Id, BuildSpec BuildSpec, IReadOnlyDictionary<string, string> Environment, bool Privileged);
