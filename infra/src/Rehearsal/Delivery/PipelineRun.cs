using Rehearsal.Assembly;
using Rehearsal.Reporting;

namespace Rehearsal.Delivery;

/// <summary>Takes one execution through stages of a pipeline: in order, the actions of one run order side by side.</summary>
internal sealed class PipelineRun(ActionRunner runner, IReadOnlyCollection<string> skipped, Report report)
{
    private readonly List<ActionResult> results = [];

    public IReadOnlyList<ActionResult> Results => results;

    /// <summary>The stage that ended it before the end.</summary>
    public StageDefinition? Stopped { get; private set; }

    /// <summary>What that stage asks for: ROLLBACK, or nothing.</summary>
    public string? Reaction { get; private set; }

    /// <param name="deployed">The pipeline as the Build stage's output describes it, once that is there: a changed one restarts the execution.</param>
    public async Task<Outcome> RunAsync(PipelineDefinition pipeline, Execution execution, Func<Execution, PipelineDefinition?> deployed, CancellationToken cancel)
    {
        foreach (var stage in pipeline.Stages)
        {
            var outcome = await RunAsync(stage, execution, cancel);
            if (outcome is Outcome.Failed or Outcome.Rejected)
                return outcome;
            if (stage.Actions.Any(action => action.Name == "SelfMutate") && deployed(execution) is { } now && now.Template != pipeline.Template)
                return Outcome.Restarted;
        }
        return Outcome.Succeeded;
    }

    public async Task<Outcome> RunAsync(StageDefinition stage, Execution execution, CancellationToken cancel)
    {
        report.Stage(execution.Id, stage.Name);
        var outcome = skipped.Contains(stage.Name) ? Skip(stage, execution) : await RunActionsAsync(stage, execution, cancel);
        if (outcome is Outcome.Failed or Outcome.Rejected)
            return Stop(outcome, stage, outcome == Outcome.Failed ? stage.OnFailure : null);
        // What a stage goes back to has been watched already.
        if (outcome == Outcome.Succeeded && execution.Target is null && stage.OnSuccess is { } bake && !await runner.BakeAsync(stage, bake, cancel))
            return Stop(Outcome.Failed, stage, bake.Result);
        execution.SucceedIn(stage.Name);
        return outcome;
    }

    private async Task<Outcome> RunActionsAsync(StageDefinition stage, Execution execution, CancellationToken cancel)
    {
        foreach (var actions in stage.ByRunOrder)
        {
            // Those that run beside a failed one come to their end; nothing after them begins.
            var ended = await Task.WhenAll(actions.Select(action => runner.RunAsync(stage, action, execution, cancel)));
            results.AddRange(ended);
            if (ended.FirstOrDefault(result => result.Outcome is Outcome.Failed or Outcome.Rejected) is { } stopped)
                return stopped.Outcome;
        }
        return Outcome.Succeeded;
    }

    private Outcome Stop(Outcome outcome, StageDefinition stage, string? reaction)
    {
        (Stopped, Reaction) = (stage, reaction);
        return outcome;
    }

    private Outcome Skip(StageDefinition stage, Execution execution)
    {
        foreach (var action in stage.Actions)
        {
            var result = new ActionResult(stage.Name, action.Name, Outcome.Skipped, TimeSpan.Zero, "--skip");
            results.Add(result);
            report.Ended(execution.Id, result, "");
        }
        return Outcome.Skipped;
    }
}
