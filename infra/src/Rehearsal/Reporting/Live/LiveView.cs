using Rehearsal.Reporting.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rehearsal.Reporting.Live;

/// <summary>The live view of the pipeline at a terminal, redrawn a few times a second while something happens.</summary>
/// <param name="oneAtATime">The lock that callers hold; also held to draw.</param>
internal sealed class LiveView(IAnsiConsole console, Lock oneAtATime) : IReportView
{
    private readonly Board board = new();
    private readonly LiveArea area = new(console);
    private PeriodicTimer? beat;
    private Task drawing = Task.CompletedTask;
    private bool isSettled;

    public static TimeSpan Beat { get; } = TimeSpan.FromMilliseconds(200);

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    public void Note(string text)
    {
        // After the last execution has ended, nothing is drawn, so a note is just a line.
        if (isSettled)
        {
            Line(text);
            return;
        }
        board.Note(text, Now);
        Open();
    }

    public void Expected(ExecutionProgress pipeline) => Began(pipeline);

    public void Began(ExecutionProgress execution)
    {
        isSettled = false;
        board.Show(execution);
        Open();
    }

    public void Line(string text) => Keep(text, Style.Plain);

    public void Heading(string text) => Keep(text, Theme.Bold);

    public async Task<bool> AskAsync(string question, IReadOnlyList<string> facts, CancellationToken cancel)
    {
        var open = new Question(question, facts);
        lock (oneAtATime)
        {
            board.Questions.Add(open);
            Open();
        }
        try
        {
            return await open.Answer.WaitAsync(cancel);
        }
        finally
        {
            lock (oneAtATime)
                board.Questions.Remove(open);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (oneAtATime)
            Settle();
        await drawing;
    }

    private void Open()
    {
        if (beat is not null)
            return;
        board.Opened = Now;
        beat = new(Beat);
        drawing = DrawAsync(beat);
    }

    private async Task DrawAsync(PeriodicTimer mine)
    {
        while (await mine.WaitForNextTickAsync())
        {
            lock (oneAtATime)
            {
                if (beat != mine)
                    return;
                ReadKeys();
                area.Draw(board.Rows(area.Width, area.Height, Now));
            }
        }
    }

    /// <summary>Passes keys to the open question. Discards them if there is none, so that they don't answer a later one.</summary>
    private void ReadKeys()
    {
        while (console.Profile.Capabilities.Interactive && console.Input.IsKeyAvailable())
        {
            if (console.Input.ReadKey(intercept: true) is { } key)
                board.Questions.FirstOrDefault()?.Press(key.KeyChar);
        }
    }

    /// <summary>Writes a permanent line: above the view during a delivery, otherwise below it.</summary>
    private void Keep(string text, Style style)
    {
        if (board.IsDelivering)
        {
            area.Above([new Row(new Segment(text, style)).Within(area.Width)]);
            return;
        }
        Settle();
        if (text.Length == 0)
            console.WriteLine();
        else
            console.Write(Hanging(text, style));
    }

    /// <summary>Draws the final state and leaves it on the screen.</summary>
    private void Settle()
    {
        if (beat is null)
            return;
        beat.Dispose();
        beat = null;
        area.Close(board.Last(area.Width, Now));
        board.Clear();
        isSettled = true;
    }

    /// <summary>Indents the continuation lines of list items.</summary>
    private static Grid Hanging(string text, Style style)
    {
        var rest = text.TrimStart(' ', '-');
        return new Grid()
            .AddColumn(new GridColumn { NoWrap = true, Padding = new(0) })
            .AddColumn(new GridColumn { Padding = new(0) })
            .AddRow(new Text(text[..^rest.Length]), new Text(rest, style));
    }
}
