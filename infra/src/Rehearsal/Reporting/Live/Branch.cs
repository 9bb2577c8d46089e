using Rehearsal.Pipeline;
using Rehearsal.Reporting.Progress;
using Spectre.Console.Rendering;

namespace Rehearsal.Reporting.Live;

/// <summary>The rows of a stage and its actions, fewer if there is no room.</summary>
internal sealed class Branch(StageProgress stage, int names, int width, DateTimeOffset now)
{
    /// <summary>The width of the column of times.</summary>
    public const int Times = 12;

    private const int LogLines = 10;
    private const int FewLogLines = 3;

    private bool collapsed;
    private int logLines = LogLines;
    private int hiddenDone;
    private int hiddenPending;

    public bool IsOver => stage.IsOver && stage.Stopped is null;

    public bool IsPending => !stage.HasBegun;

    public IReadOnlyList<Row> Rows => [Head, .. collapsed || stage.Outcome == Outcome.Skipped ? [] : Body];

    private Row Head
    {
        get
        {
            var isRunning = stage.HasBegun && !stage.IsOver;
            return new(
                Theme.Mark(isRunning, stage.Outcome, now),
                new Segment($" {Name(stage.Name, 2)}", IsPending ? Theme.Dim : Theme.Bold),
                new Segment(
                    (
                        IsPending || stage.Outcome == Outcome.Skipped ? ""
                        : isRunning ? Theme.Running(stage.Time(now))
                        : Format.Seconds(stage.Time(now))
                    ).PadLeft(Times)
                ),
                new Segment($"  {Remark}", Theme.Dim)
            );
        }
    }

    private string Remark =>
        string.Join(
            "; ",
            (
                (string[])
                    [
                        stage.Outcome == Outcome.Skipped ? "skipped" : "",
                        collapsed && stage.Actions.Count > 1 ? $"{stage.Actions.Count} actions" : "",
                        stage.Reactions,
                    ]
            ).Where(remark => remark.Length > 0)
        );

    private IEnumerable<Row> Body
    {
        get
        {
            if (hiddenDone > 0)
                yield return DimRow("├", $"✓ {hiddenDone} done");
            var last = stage.Actions.Count - hiddenPending;
            for (var index = hiddenDone; index < last; index++)
            {
                var isLast = index == stage.Actions.Count - 1;
                yield return ActionRow(stage.Actions[index], isLast ? "└" : "├");
                if (stage.Actions[index].Outcome != Outcome.Failed)
                    continue;
                foreach (var row in Failure.Rows(stage.Actions[index], isLast ? "    " : "│   ", width, logLines))
                    yield return row;
            }
            if (hiddenPending > 0)
                yield return DimRow("└", $"· {hiddenPending} to come");
        }
    }

    public void Collapse() => collapsed = true;

    /// <summary>Shortens the branch to fit: first a failure's log lines, then finished actions, then future ones.</summary>
    public void Shorten(int room)
    {
        if (Rows.Count > room)
            logLines = FewLogLines;
        var done = stage.Actions.TakeWhile(action => action.Outcome is Outcome.Succeeded).Count();
        if (Rows.Count > room && done > 1)
            hiddenDone = Math.Min(done, Rows.Count - room + 1);
        var pending = stage.Actions.Reverse().TakeWhile(action => action.Started is null).Count();
        if (Rows.Count > room && pending > 1)
            hiddenPending = Math.Min(pending, Rows.Count - room + 1);
    }

    private Row ActionRow(ActionProgress action, string guide)
    {
        var time =
            action.IsRunning ? Theme.Running(action.Time(now))
            : action.Started is null ? ""
            : Format.Seconds(action.Time(now));
        return new(
            new Segment($"{guide} ", Theme.Dim),
            Theme.Mark(action.IsRunning, action.Outcome, now),
            new Segment($" {Name(action.Name, 0)}", action.Started is null ? Theme.Dim : Spectre.Console.Style.Plain),
            new Segment(time.PadLeft(Times)),
            new Segment($"  {Theme.SingleLine(Remarks(action))}", Theme.Dim)
        );
    }

    private static string Remarks(ActionProgress action) =>
        (action.Outcome, action.Reason) switch
        {
            (null, _) => action.IsInterrupted ? "stopped" : "",
            (Outcome.Succeeded, null) => "",
            (Outcome.Succeeded, var reason) => reason,
            (Outcome.Failed, _) or (_, null) => Format.Word(action.Outcome.Value),
            (Outcome.Rejected, _) => "rejected",
            (var outcome, var reason) => $"{Format.Word(outcome.Value)}: {reason}",
        };

    private string Name(string name, int extra)
    {
        var room = names + extra;
        return (name.Length <= room ? name : $"{name[..(room - 1)]}…").PadRight(room);
    }

    private static Row DimRow(string guide, string text) => new(new Segment($"{guide} {text}", Theme.Dim));
}
