using Spectre.Console;

namespace Rehearsal.Reporting.Live;

/// <summary>
/// The lowest rows of a terminal, drawn over in place: each row by what it is now and by nothing else, all of them in one write, so that
/// nothing flickers. What stood above stays.
/// </summary>
internal sealed class LiveArea(IAnsiConsole console)
{
    private IReadOnlyList<Row> drawn = [];
    private bool isOpen;

    public int Width => console.Profile.Width - 1;

    /// <summary>One less than there are: the cursor stands below.</summary>
    public int Height => console.Profile.Height - 1;

    public void Draw(IReadOnlyList<Row> rows)
    {
        if (!isOpen)
            AppDomain.CurrentDomain.ProcessExit += ShowCursor;
        Write(ansi =>
        {
            if (!isOpen)
                ansi.HideCursor();
            Over(ansi, rows);
        });
        (drawn, isOpen) = (rows, true);
    }

    /// <summary>Draws for the last time: these rows stay, and what comes next stands below.</summary>
    public void Close(IReadOnlyList<Row> rows)
    {
        Write(ansi =>
        {
            Over(ansi, rows);
            ansi.ShowCursor();
        });
        AppDomain.CurrentDomain.ProcessExit -= ShowCursor;
        (drawn, isOpen) = ([], false);
    }

    /// <summary>Puts rows above, for good.</summary>
    public void Above(IReadOnlyList<Row> rows)
    {
        var again = drawn;
        Write(ansi =>
        {
            Over(ansi, rows);
            foreach (var row in again)
                Put(ansi, row);
        });
    }

    private void Over(AnsiWriter ansi, IReadOnlyList<Row> rows)
    {
        // In a window that has become narrower, what was drawn takes more rows than it did.
        var up = drawn.Sum(row => Math.Max(1, (row.Width + Width) / (Width + 1)));
        if (up > 0)
            ansi.CursorUp(up);
        foreach (var row in rows)
            Put(ansi, row);
        ansi.EraseInDisplay(0);
    }

    private static void Put(AnsiWriter ansi, Row row)
    {
        foreach (var piece in row.Pieces)
            ansi.Write(piece.Text, piece.Style);
        ansi.EraseInLine(0);
        ansi.WriteLine();
    }

    private void Write(Action<AnsiWriter> write)
    {
        using var frame = new StringWriter();
        write(new(frame, new AnsiCapabilities { Ansi = true, ColorSystem = console.Profile.Capabilities.ColorSystem }));
        console.Profile.Out.Writer.Write(frame.ToString());
        console.Profile.Out.Writer.Flush();
    }

    private void ShowCursor(object? sender, EventArgs args) => Write(ansi => ansi.ShowCursor());
}
