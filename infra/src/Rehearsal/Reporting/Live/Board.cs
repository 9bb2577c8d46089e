using System.Globalization;
using Spectre.Console.Rendering;

namespace Rehearsal.Reporting.Live;

/// <summary>All that is in view: executions that are over in a line each, the one that goes on as a tree, notes, a question.</summary>
internal sealed class Board
{
    private const int NotesShown = 3;
    private const int SummariesShown = 3;

    private readonly List<ExecutionProgress> over = [];
    private readonly List<(DateTimeOffset Time, string Text)> notes = [];

    /// <summary>What the tree is of; nothing until the pipeline is known.</summary>
    public ExecutionProgress? Current { get; private set; }

    public Question? Question { get; set; }

    public void Note(string text, DateTimeOffset now) => notes.Add((now, text.ReplaceLineEndings(" ")));

    public void Show(ExecutionProgress execution)
    {
        if (Current?.Outcome is not null)
            over.Add(Current);
        Current = execution;
    }

    /// <summary>What is in view at a terminal of this size. Nothing is wider; what does not fit is shortened.</summary>
    public IReadOnlyList<Row> Rows(int width, int height, DateTimeOffset now, DateTimeOffset begun)
    {
        Row[] below = [.. Notes(NotesShown), .. Asked()];
        Row[] above = [.. over.TakeLast(SummariesShown).Select(Summary), Title(now, begun)];
        var room = height - above.Length - below.Length;
        Row[] tree = Current is null ? [] : [.. Tree.Rows(Current, width, room, now)];
        // One row of air, where there is one.
        Row[] air = below.Length > 0 && tree.Length < room ? [Row.Empty] : [];
        return [.. ((Row[])[.. above, .. tree, .. air, .. below]).Take(height).Select(row => row.Within(width))];
    }

    /// <summary>What stays on the screen when nothing moves any more: all of it.</summary>
    public IReadOnlyList<Row> Last(int width, DateTimeOffset now, DateTimeOffset begun)
    {
        Current?.Interrupt(now);
        Row[] current = Current is null ? [] : [Title(now, begun), .. Tree.Rows(Current, width, int.MaxValue, now)];
        IEnumerable<Row> rows = [.. over.SelectMany(execution => (Row[])[Summary(execution), .. execution.Failures.SelectMany(failed => Failure.Rows(failed, "    ", width, int.MaxValue))]), .. current, .. notes.Count > 0 ? (Row[])[Row.Empty] : [], .. Notes(int.MaxValue)];
        return [.. rows.Select(row => row.Within(width))];
    }

    public void Clear()
    {
        over.Clear();
        notes.Clear();
        Current = null;
    }

    private Row Title(DateTimeOffset now, DateTimeOffset begun)
    {
        var isGoing = Current?.Ended is null;
        var (what, time) = Current switch
        {
            null => ("Getting ready", now - begun),
            { Title: "" } => ($"{Current.Pipeline}  getting ready", now - begun),
            _ => ($"{Current.Pipeline}  {Current.Title}", Current.Time(now)),
        };
        return new(
            Look.Mark(isGoing, Current?.Outcome, now),
            new Segment($" {what}", Look.Bold),
            new Segment($"{(isGoing ? "" : $": {(Current?.Outcome is { } outcome ? Report.Word(outcome) : "stopped")}")}  {(isGoing ? Look.Running(time) : Report.Seconds(time))}"));
    }

    private static Row Summary(ExecutionProgress execution)
    {
        var time = Report.Seconds(execution.Time(execution.Started));
        var where = execution.Stopped is { } stage ? $" in {stage.Name}, {stage.Stopped!.Name}" : "";
        return new(Look.Mark(isRunning: false, execution.Outcome, execution.Started), new Segment($" {execution.Title}"), new Segment($": {Report.Word(execution.Outcome!.Value)}{where}  {time}"));
    }

    private IEnumerable<Row> Notes(int atMost) => notes.TakeLast(atMost).Select(note =>
        new Row(new Segment($"{note.Time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  ", Look.Dim), new Segment(Look.Still(note.Text))));

    private IEnumerable<Row> Asked() => Question is null
        ? []
        : [.. Question.Facts.Select(fact => new Row(new Segment(fact))), new(new Segment($"{Question.Text}  ", Look.Bold), new Segment("y", Look.Bold), new Segment(" yes   ", Look.Dim), new Segment("n", Look.Bold), new Segment(" no", Look.Dim))];
}
