using Rehearsal.Reporting.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rehearsal.Reporting.Live;

/// <summary>The pipeline at a terminal, as far as it is: drawn a few times a second while something happens.</summary>
/// <param name="oneAtATime">Held by whoever calls; and here, to draw.</param>
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
        // Once the last execution is told, there is nothing to be seen beside it.
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
        var asked = new Question(question, facts);
        lock (oneAtATime)
        {
            board.Questions.Add(asked);
            Open();
        }
        try
        {
            return await asked.Answer.WaitAsync(cancel);
        }
        finally
        {
            lock (oneAtATime)
                board.Questions.Remove(asked);
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
        board.Begun = Now;
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

    /// <summary>What is typed while nothing is asked is no answer to a later question.</summary>
    private void ReadKeys()
    {
        while (console.Profile.Capabilities.Interactive && console.Input.IsKeyAvailable())
        {
            if (console.Input.ReadKey(intercept: true) is { } key)
                board.Questions.FirstOrDefault()?.Press(key.KeyChar);
        }
    }

    /// <summary>What is told in the middle stands above; what is told in the end, below.</summary>
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

    /// <summary>Leaves on the screen how everything has come out.</summary>
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

    /// <summary>Sentences of a list go on below their beginning, not below the dash.</summary>
    private static Grid Hanging(string text, Style style)
    {
        var rest = text.TrimStart(' ', '-');
        return new Grid()
            .AddColumn(new GridColumn { NoWrap = true, Padding = new(0) })
            .AddColumn(new GridColumn { Padding = new(0) })
            .AddRow(new Text(text[..^rest.Length]), new Text(rest, style));
    }
}
