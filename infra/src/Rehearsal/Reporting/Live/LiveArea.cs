using Spectre.Console;

namespace Rehearsal.Reporting.Live;

/// <summary>
/// The bottom rows of a terminal, redrawn in place. Each row is overwritten rather than cleared first, and all rows are one write, so that
/// nothing flickers. Earlier output above stays.
/// </summary>
internal sealed class LiveArea(IAnsiConsole console)
{
    private IReadOnlyList<Row> drawn = [];
    private bool isOpen;

    public int Width => console.Profile.Width - 1;

    /// <summary>One less than the terminal's height: the cursor is below the rows.</summary>
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

    /// <summary>Draws for the last time. These rows stay, and later output goes below them.</summary>
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

    /// <summary>Writes permanent rows above the area.</summary>
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
        // In a narrower window, the rows drawn before wrap and take more lines.
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
