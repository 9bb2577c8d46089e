using System.Globalization;
using Rehearsal.Reporting.Progress;
using Spectre.Console.Rendering;

namespace Rehearsal.Reporting.Live;

/// <summary>The contents of the live view: a line per finished execution, the running one as a tree, notes and questions.</summary>
internal sealed class Board
{
    private const string Clock = "HH:mm:ss";
    private const int NotesShown = 3;
    private const int SummariesShown = 3;
    private const int FewLogLines = 3;
    private const int Low = 30;

    private readonly List<ExecutionProgress> executions = [];
    private readonly List<(DateTimeOffset Time, string Text)> notes = [];

    /// <summary>The execution in the tree: the newest running one, or the newest one; null until the pipeline is known.</summary>
    public ExecutionProgress? Current => executions.LastOrDefault(execution => execution.Ended is null) ?? executions.LastOrDefault();

    public bool IsDelivering => executions.Any(execution => execution is { Ended: null, Title.Length: > 0 });

    /// <summary>The time when the view opened.</summary>
    public DateTimeOffset Opened { get; set; }

    /// <summary>The open questions, oldest first.</summary>
    public List<Question> Questions { get; } = [];

    private IEnumerable<ExecutionProgress> Others => executions.Where(execution => execution != Current);

    public void Note(string text, DateTimeOffset now) => notes.Add((now, text.ReplaceLineEndings(" ")));

    public void Show(ExecutionProgress execution)
    {
        executions.RemoveAll(known => known == execution || known.Title.Length == 0);
        executions.Add(execution);
    }

    /// <summary>Builds the rows for a terminal of this size. Shortens what does not fit.</summary>
    public IReadOnlyList<Row> Rows(int width, int height, DateTimeOffset now)
    {
        var isLow = height < Low;
        Row[] question = [.. QuestionRows()];
        Row[] below =
        [
            .. Notes(isLow ? NotesShown - 1 : NotesShown),
            .. question.Length > 0 && !isLow ? (Row[])[Row.Empty] : [],
            .. question,
        ];
        Row[] above = [.. Others.TakeLast(SummariesShown).Select(execution => Summary(execution, now)), Title(width, now)];
        var tree = Current is null ? [] : Tree.Rows(Current, width, height - above.Length - below.Length, now);
        // If there is room, add an empty row and the earlier failure.
        var room = height - above.Length - tree.Count - below.Length;
        Row[] gap = below.Length > 0 && room > 0 ? [Row.Empty] : [];
        Row[] failures = [.. Others.TakeLast(1).SelectMany(execution => Failures(execution, width, FewLogLines))];
        if (failures.Length > 0 && failures.Length + gap.Length <= room)
            above = [.. above[..^1], .. failures, above[^1]];
        return [.. ((Row[])[.. above, .. tree, .. gap, .. below]).Take(height).Select(row => row.Within(width))];
    }

    /// <summary>Builds the final rows, which stay on the screen uncut.</summary>
    public IReadOnlyList<Row> Last(int width, DateTimeOffset now)
    {
        foreach (var execution in executions)
            execution.Interrupt(now);
        Row[] before = [.. Others.SelectMany(execution => (Row[])[Summary(execution, now), .. Failures(execution, width, int.MaxValue)])];
        Row[] current = Current is null ? [] : [Title(width, now), .. Tree.Rows(Current, width, int.MaxValue, now)];
        Row[] gap = notes.Count > 0 && current.Length > 0 ? [Row.Empty] : [];
        return
        [
            .. ((Row[])[.. before, .. current, .. gap, .. notes.SelectMany(note => Wrapped(note, width))]).Select(row => row.Within(width)),
        ];
    }

    public void Clear()
    {
        executions.Clear();
        notes.Clear();
    }

    private Row Title(int width, DateTimeOffset now)
    {
        var isRunning = Current?.Ended is null;
        var (what, time) = Current switch
        {
            null => ("Getting ready", now - Opened),
            { Title: "" } => ($"{Current.Pipeline}  getting ready", now - Opened),
            _ => (Current.Title, Current.Time(now)),
        };
        var status = $"{(isRunning ? "" : $": {Status(Current!)}")}  {Time(time, isRunning)}";
        // If space is short, the outcome matters more than the pipeline's name.
        var name =
            Current is { Title.Length: > 0 } && Current.Pipeline.Length + what.Length + status.Length + 4 <= width
                ? $"{Current.Pipeline}  "
                : "";
        return new(Theme.Mark(isRunning, Current?.Outcome, now), new Segment($" {name}{what}", Theme.Bold), new Segment(status));
    }

    private static Row Summary(ExecutionProgress execution, DateTimeOffset now)
    {
        var isRunning = execution.Ended is null;
        var where =
            execution.Stopped is { } stage ? $" in {stage.Name}, {stage.Stopped!.Name}"
            : execution.Running is { } running ? $" in {running.Stage.Name}, {running.Action.Name}"
            : "";
        return new(
            Theme.Mark(isRunning, execution.Outcome, now),
            new Segment($" {execution.Title}"),
            new Segment($": {Status(execution)}{where}  {Time(execution.Time(now), isRunning)}")
        );
    }

    private static IEnumerable<Row> Failures(ExecutionProgress execution, int width, int lines) =>
        execution.Failures.SelectMany(failed => Failure.Rows(failed, "    ", width, lines));

    private IEnumerable<Row> Notes(int count) => notes.TakeLast(count).Select(note => NoteRow(note.Time, Theme.SingleLine(note.Text)));

    /// <summary>Wraps a note, so that the final rows show all of it.</summary>
    private static IEnumerable<Row> Wrapped((DateTimeOffset Time, string Text) note, int width) =>
        Theme
            .Wrapped(note.Text, width - Clock.Length - 2)
            .Select(
                (line, index) => index == 0 ? NoteRow(note.Time, line) : new Row(new Segment($"{new string(' ', Clock.Length + 2)}{line}"))
            );

    private static Row NoteRow(DateTimeOffset time, string text) =>
        new(new Segment($"{time.ToLocalTime().ToString(Clock, CultureInfo.InvariantCulture)}  ", Theme.Dim), new Segment(text));

    private static string Status(ExecutionProgress execution) =>
        execution switch
        {
            { Outcome: { } outcome } => Format.Word(outcome),
            { Ended: null } => "running",
            _ => "stopped",
        };

    private static string Time(TimeSpan time, bool isRunning) => isRunning ? Theme.Running(time) : Format.Seconds(time);

    private IEnumerable<Row> QuestionRows() =>
        Questions.FirstOrDefault() is not { } question
            ? []
            :
            [
                .. question.Facts.Select(fact => new Row(new Segment(fact))),
                new(
                    new Segment($"{question.Text}  ", Theme.Bold),
                    new Segment("y", Theme.Bold),
                    new Segment(" yes   ", Theme.Dim),
                    new Segment("n", Theme.Bold),
                    new Segment(" no", Theme.Dim)
                ),
            ];
}
