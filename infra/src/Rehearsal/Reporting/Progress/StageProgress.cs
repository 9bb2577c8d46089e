using Rehearsal.Assembly;
using Rehearsal.Pipeline;

namespace Rehearsal.Reporting.Progress;

/// <summary>How far a stage of an execution is: what its actions say.</summary>
internal sealed class StageProgress(StageDefinition stage)
{
    private DateTimeOffset? entered;
    private bool isWatched;
    private bool rang;

    public string Name => stage.Name;

    public string Reactions => stage.Reactions;

    public IReadOnlyList<ActionProgress> Actions { get; } =
    [.. stage.ByRunOrder.SelectMany(actions => actions).Select(action => new ActionProgress(action.Name))];

    public bool HasBegun => entered is not null || Actions.Any(action => action.Started is not null || action.Ended is not null);

    /// <summary>Nothing of it runs, and nothing will: all of it is done and watched, or something went wrong.</summary>
    public bool IsOver =>
        HasBegun
        && !isWatched
        && !Actions.Any(action => action.IsRunning)
        && (Stopped is not null || Actions.All(action => action.Ended is not null));

    /// <summary>The action that ended it before its end.</summary>
    public ActionProgress? Stopped =>
        Actions.FirstOrDefault(action => action.IsInterrupted || action.Outcome is Pipeline.Outcome.Failed or Pipeline.Outcome.Rejected);

    /// <summary>How it ended, once it has.</summary>
    public Outcome? Outcome =>
        !IsOver ? null
        : Stopped is { } stopped ? stopped.Outcome
        : rang ? Pipeline.Outcome.Failed
        : Actions.All(action => action.Outcome == Pipeline.Outcome.Skipped) ? Pipeline.Outcome.Skipped
        : Pipeline.Outcome.Succeeded;

    public ActionProgress? Slowest =>
        Actions.Where(action => action.Started is not null && action.Ended is not null).MaxBy(action => action.Time(action.Ended!.Value));

    public void Enter(DateTimeOffset now) => entered ??= now;

    /// <summary>Its actions are done, and its alarm is watched.</summary>
    public void Watch() => (isWatched, rang) = (true, false);

    public void EndWatch(bool isQuiet) => (isWatched, rang) = (false, !isQuiet);

    /// <summary>By the wall clock, since actions run side by side.</summary>
    public TimeSpan Time(DateTimeOffset now)
    {
        var began = entered ?? Actions.Min(action => action.Started) ?? now;
        return (IsOver ? Actions.Max(action => action.Ended) ?? began : now) - began;
    }
}
