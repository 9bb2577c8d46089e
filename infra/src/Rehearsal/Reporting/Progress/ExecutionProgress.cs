using Rehearsal.Assembly;
using Rehearsal.Pipeline;

namespace Rehearsal.Reporting.Progress;

/// <summary>The progress of an execution, or the pipeline before the first one.</summary>
internal sealed class ExecutionProgress(PipelineDefinition pipeline, string id, string title, DateTimeOffset started)
{
    public string Id => id;

    public string Pipeline => pipeline.Name;

    /// <summary>The execution's title: "Execution 3f2a9c1e, commit c0ffee123456".</summary>
    public string Title => title;

    public DateTimeOffset Started => started;

    public DateTimeOffset? Ended { get; private set; }

    /// <summary>The outcome, once it has ended.</summary>
    public Outcome? Outcome { get; private set; }

    public IReadOnlyList<StageProgress> Stages { get; } = [.. pipeline.Stages.Select(stage => new StageProgress(stage))];

    public IEnumerable<ActionProgress> Failures =>
        Stages.SelectMany(stage => stage.Actions).Where(action => action.Outcome == Rehearsal.Pipeline.Outcome.Failed);

    /// <summary>The running action; of several, the one that has run longest.</summary>
    public (StageProgress Stage, ActionProgress Action)? Running =>
        Stages
            .SelectMany(
                stage => stage.Actions.Where(action => action.IsRunning),
                (stage, action) => ((StageProgress, ActionProgress)?)(stage, action)
            )
            .MinBy(running => running!.Value.Item2.Started);

    /// <summary>The stage that ended the execution early.</summary>
    public StageProgress? Stopped => Stages.FirstOrDefault(stage => stage.Stopped is not null);

    public TimeSpan Time(DateTimeOffset now) => (Ended ?? now) - Started;

    public StageProgress? Stage(string name) => Stages.FirstOrDefault(stage => stage.Name == name);

    public ActionProgress? Action(string stage, string action) => Stage(stage)?.Actions.FirstOrDefault(known => known.Name == action);

    public void Reopen() => (Outcome, Ended) = (null, null);

    /// <summary>Marks the execution as stopped with the rehearsal.</summary>
    public void Interrupt(DateTimeOffset now)
    {
        Ended ??= now;
        foreach (var action in Stages.SelectMany(stage => stage.Actions).Where(action => action.IsRunning))
            action.Interrupt(now);
    }

    public void End(Outcome outcome, DateTimeOffset now) => (Outcome, Ended) = (outcome, now);
}
