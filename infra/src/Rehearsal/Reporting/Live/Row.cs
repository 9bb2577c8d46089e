using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rehearsal.Reporting.Live;

/// <summary>One line of the terminal: styled pieces of text.</summary>
internal sealed record Row(params IReadOnlyList<Segment> Pieces)
{
    public static Row Empty { get; } = new();

    /// <summary>The width in cells: some characters take two.</summary>
    public int Width => Segment.CellCount(Pieces);

    /// <summary>Shortens a row that is too long with …, so that the terminal never wraps it.</summary>
    public Row Within(int width)
    {
        if (Width <= width)
            return this;
        var isOnlyBlank = ToString().TrimEnd().GetCellWidth() <= width;
        return new([.. Segment.Truncate(Pieces, isOnlyBlank ? width : width - 1), .. isOnlyBlank ? [] : (Segment[])[new("…", Theme.Dim)]]);
    }

    public override string ToString() => string.Concat(Pieces.Select(piece => piece.Text));
}
