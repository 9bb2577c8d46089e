using Rehearsal.Assembly;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.Delivery;

/// <summary>
/// What CodePipeline does with pushes to one pipeline: each is an execution; a stage that fails goes back by itself, when it is to, to the
/// last execution that has succeeded in it and began in the same version of the pipeline's structure.
/// </summary>
internal sealed class Deliveries(RehearsalFolder folder, PipelineDefinition deployed, ActionRunner runner, IReadOnlyCollection<string> skipped, Report report)
{
    private readonly List<Execution> executions = [];
    private PipelineDefinition pipeline = deployed;
    private int version = 1;

    /// <returns>How the execution ended: a rollback does not make it a success.</returns>
    public async Task<(Outcome Outcome, IReadOnlyList<ActionResult> Results)> DeliverAsync(string commit, CancellationToken cancel)
    {
        while (true)
        {
            var execution = new Execution(folder, commit, version);
            executions.Add(execution);
            report.Begin(execution.Id, pipeline, execution.Commit);
            var run = new PipelineRun(runner, skipped, report);
            var outcome = await run.RunAsync(pipeline, execution, Synthesised, cancel);
            report.End(execution.Id, outcome);
            Keep(execution, outcome, run);
            if (run.Reaction == "ROLLBACK")
                await GoBackAsync(run.Stopped!, cancel);
            if (outcome != Outcome.Restarted)
                return (outcome, run.Results);

            report.Note("The pipeline has changed itself: the execution begins again in its new shape. From now on no stage can go back to before.");
            pipeline = Synthesised(execution)!;
            version++;
        }
    }

    private async Task GoBackAsync(StageDefinition stage, CancellationToken cancel)
    {
        if (executions.LastOrDefault(execution => execution.Version == version && execution.HasSucceededIn(stage.Name)) is not { } target)
        {
            report.Note($"{stage.Name} stays failed: no execution has succeeded in it since the pipeline's structure changed last, so there is nothing to go back to.");
            return;
        }

        report.Note($"{stage.Name} goes back to execution {Short(target)}, commit {target.Commit[..12]}.");
        var rollback = Execution.BackTo(target);
        executions.Add(rollback);
        report.Begin(rollback.Id, pipeline with { Stages = [stage] }, rollback.Commit, isRollback: true);
        var run = new PipelineRun(runner, skipped, report);
        var outcome = await run.RunAsync(stage, rollback, cancel);
        report.End(rollback.Id, outcome);
        Keep(rollback, outcome, run);
        report.Note(outcome == Outcome.Succeeded
            ? $"{stage.Name} is back at commit {target.Commit[..12]}."
            : $"{stage.Name} could not go back: it stays failed, and a person has to look (infra/docs/runbook.md).");
    }

    private void Keep(Execution execution, Outcome outcome, PipelineRun run) => History.Append(folder, new(execution.Id, execution.Commit, execution.Started, DateTimeOffset.Now, outcome, run.Results)
    {
        BackTo = execution.Target?.Id,
    });

    private static string Short(Execution execution) => execution.Id[..8];

    /// <summary>The pipeline as the execution's own Build stage synthesised it.</summary>
    private static PipelineDefinition? Synthesised(Execution execution) =>
        Directory.Exists(execution.Artifact("Synth_Output")) ? new CloudAssembly(execution.Artifact("Synth_Output")).Pipeline() : null;
}
