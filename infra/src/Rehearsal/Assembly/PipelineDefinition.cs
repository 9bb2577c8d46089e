using Rehearsal.Workspace;

namespace Rehearsal.Assembly;

/// <summary>A pipeline as described by its template.</summary>
/// <param name="Template">The template's text. Two pipelines are equal if their templates are.</param>
public sealed record PipelineDefinition(AssemblyStack Stack, string Name, IReadOnlyList<StageDefinition> Stages, string Template)
{
    /// <summary>The name of the variables that the pipeline itself has.</summary>
    public const string VariablesNamespace = "variables";

    public ExecutionMode Mode { get; init; } = ExecutionMode.Superseded;

    /// <summary>Whether a change of the pipeline restarts the latest push.</summary>
    public bool RestartsOnUpdate { get; init; }

    /// <summary>The pipeline's own variables, by name.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>What can't be rehearsed.</summary>
    public IReadOnlyList<Unsupported> Unsupported { get; init; } = [];

    /// <summary>Sorts what stacks have by the stages that deploy them.</summary>
    public IEnumerable<(string Stack, Uri Address)> Sort(IEnumerable<(string Stack, Uri Address)> addresses) =>
        addresses.OrderBy(address => Stages.TakeWhile(stage => !stage.Deploys(address.Stack)).Count());

    /// <param name="skipped">The stages that don't run.</param>
    /// <exception cref="UserError">Something that runs can't be rehearsed. The message names all of it.</exception>
    public void Check(IReadOnlyCollection<string> skipped, params IEnumerable<Unsupported> more)
    {
        string[] flaws =
        [
            .. Unsupported.Concat(more).Where(flaw => flaw.Stage is null || !skipped.Contains(flaw.Stage)).Select(flaw => flaw.Text),
        ];
        if (flaws.Length == 0)
            return;
        throw new UserError(
            string.Join(
                Environment.NewLine,
                [
                    $"The pipeline {Name} can't be rehearsed as it is:",
                    .. flaws.Distinct().Select(flaw => $"- {flaw}"),
                    "Change the pipeline, or leave a stage out with --skip STAGE.",
                ]
            )
        );
    }
}

/// <summary>What happens to executions that meet at a stage.</summary>
public enum ExecutionMode
{
    /// <summary>A newer execution replaces the ones that wait.</summary>
    Superseded,

    /// <summary>Executions wait in a queue.</summary>
    Queued,

    /// <summary>Executions run in parallel. No stage can be rolled back.</summary>
    Parallel,
}

public sealed record StageDefinition(string Name, IReadOnlyList<ActionDefinition> Actions)
{
    /// <summary>The check before the first action, if any.</summary>
    public StageCondition? BeforeEntry { get; init; }

    /// <summary>What CodePipeline does when the stage fails.</summary>
    public FailureReaction OnFailure { get; init; } = FailureReaction.Stay;

    /// <summary>The check after a failure, if any, instead of <see cref="OnFailure"/>.</summary>
    public StageCondition? OnFailureIf { get; init; }

    /// <summary>The check after the last action, if any.</summary>
    public StageCondition? OnSuccess { get; init; }

    /// <summary>The stage's checks and its automatic reactions to success and failure as text; may be empty.</summary>
    public string Reactions =>
        string.Join(
            "; ",
            (
                (string?[])
                    [
                        BeforeEntry is { } entry ? $"before entry {entry.Text}" : null,
                        OnFailure == FailureReaction.Stay ? null : $"on failure: {OnFailure.Word}",
                        OnFailureIf is { } failure ? $"on failure {failure.Text}" : null,
                        OnSuccess is { } success ? $"then {success.Text}" : null,
                    ]
            ).OfType<string>()
        );

    /// <summary>Groups the actions by run order. Actions with the same run order run in parallel.</summary>
    public IEnumerable<IGrouping<int, ActionDefinition>> ByRunOrder =>
        Actions.GroupBy(action => action.RunOrder).OrderBy(group => group.Key);

    public bool Deploys(string stack) => Actions.Any(action => action.Configuration.GetValueOrDefault("StackName") == stack);

    /// <summary>Whether an action uses an artifact or a variable of another stage.</summary>
    public bool Needs(StageDefinition other)
    {
        string[] artifacts = [.. other.Actions.SelectMany(action => action.Outputs)];
        string[] variables = [.. other.Actions.Select(action => action.Namespace).OfType<string>().Select(space => $"#{{{space}.")];
        return Name != other.Name
            && Actions.Any(action =>
                action.Inputs.Any(artifacts.Contains)
                || action.Configuration.Values.Any(value => variables.Any(space => value.Contains(space, StringComparison.Ordinal)))
            );
    }
}

public enum FailureReaction
{
    /// <summary>The stage stays failed.</summary>
    Stay,

    Rollback,

    /// <summary>CodePipeline retries the failed actions once. The stage stays failed if they fail again.</summary>
    RetryFailedActions,

    /// <summary>CodePipeline retries the whole stage once.</summary>
    RetryAllActions,

    /// <summary>CodePipeline goes on with the next stage. Only a check before entry has this result.</summary>
    Skip,
}

internal static class FailureReactionExtensions
{
    extension(FailureReaction reaction)
    {
        /// <summary>The reaction as AWS calls it.</summary>
        public string Word =>
            reaction switch
            {
                FailureReaction.Rollback => "ROLLBACK",
                FailureReaction.RetryFailedActions => "RETRY of the failed actions",
                FailureReaction.RetryAllActions => "RETRY of all actions",
                FailureReaction.Skip => "SKIP",
                _ => "FAIL",
            };
    }
}

/// <param name="Provider">One of <see cref="SupportedActions"/>, such as CodeBuild.</param>
/// <param name="Namespace">The namespace of its outputs: #{Namespace.Output}.</param>
/// <param name="Project">The project that a CodeBuild action runs.</param>
public sealed record ActionDefinition(string Name, int RunOrder, string Provider, string? Namespace, BuildProject? Project)
{
    public required IReadOnlyDictionary<string, string> Configuration { get; init; }

    public required IReadOnlyList<string> Inputs { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>The timeout of an approval.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Where it works.</summary>
    public required AwsEnvironment Environment { get; init; }
}

/// <param name="Id">Its logical ID, and the part of a build's id before the colon.</param>
/// <param name="BuildSpec">Its build spec, or the name of a file in its source that has one.</param>
/// <param name="Privileged">Whether its commands may use a container engine.</param>
public sealed record BuildProject(string Id, string BuildSpec, IReadOnlyDictionary<string, string> Environment, bool Privileged)
{
    /// <summary>How long a build may run.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The kind of environment and its size, which have a quota of their own, such as LINUX_CONTAINER MEDIUM.</summary>
    public string Type { get; init; } = "LINUX_CONTAINER SMALL";

    /// <summary>How many builds of the project may run at a time; null for any number.</summary>
    public int? ConcurrentBuilds { get; init; }

    /// <summary>The stack of the project and its role; null if the role is elsewhere, so that its permissions are unknown.</summary>
    public string? Stack { get; init; }
}
