using Rehearsal.Assembly;
using Rehearsal.Pipeline;

namespace Rehearsal.Reporting.Progress;

/// <summary>The progress of a stage in an execution, computed from its actions.</summary>
internal sealed class StageProgress(StageDefinition stage)
{
    private DateTimeOffset? entered;
    private bool isWatched;
    private bool alarmWentOff;

    public string Name => stage.Name;

    public string Reactions => stage.Reactions;

    public IReadOnlyList<ActionProgress> Actions { get; } =
    [.. stage.ByRunOrder.SelectMany(actions => actions).Select(action => new ActionProgress(action.Name))];

    public bool HasBegun => entered is not null || Actions.Any(action => action.Started is not null || action.Ended is not null);

    /// <summary>Whether the stage is over: all of it is done and watched, or something failed.</summary>
    public bool IsOver =>
        HasBegun
        && !isWatched
        && !Actions.Any(action => action.IsRunning)
        && (Stopped is not null || Actions.All(action => action.Ended is not null));

    /// <summary>The action that ended the stage early.</summary>
    public ActionProgress? Stopped =>
        Actions.FirstOrDefault(action => action.IsInterrupted || action.Outcome is Pipeline.Outcome.Failed or Pipeline.Outcome.Rejected);

    /// <summary>The outcome, once it has ended.</summary>
    public Outcome? Outcome =>
        !IsOver ? null
        : Stopped is { } stopped ? stopped.Outcome
        : alarmWentOff ? Pipeline.Outcome.Failed
        : Actions.All(action => action.Outcome == Pipeline.Outcome.Skipped) ? Pipeline.Outcome.Skipped
        : Pipeline.Outcome.Succeeded;

    public ActionProgress? Slowest =>
        Actions.Where(action => action.Started is not null && action.Ended is not null).MaxBy(action => action.Time(action.Ended!.Value));

    public void Enter(DateTimeOffset now) => entered ??= now;

    /// <summary>Marks the actions as done and the alarm as watched.</summary>
    public void Watch() => (isWatched, alarmWentOff) = (true, false);

    public void EndWatch(bool isQuiet) => (isWatched, alarmWentOff) = (false, !isQuiet);

    /// <summary>Gets the wall-clock time, since actions run in parallel.</summary>
    public TimeSpan Time(DateTimeOffset now)
    {
        var began = entered ?? Actions.Min(action => action.Started) ?? now;
        return (IsOver ? Actions.Max(action => action.Ended) ?? began : now) - began;
    }
}
