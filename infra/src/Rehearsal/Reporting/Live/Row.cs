using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rehearsal.Reporting.Live;

/// <summary>One line of the terminal: pieces of text, each in its style.</summary>
internal sealed record Row(params IReadOnlyList<Segment> Pieces)
{
    public static Row Empty { get; } = new();

    /// <summary>In cells: some characters take two.</summary>
    public int Width => Segment.CellCount(Pieces);

    /// <summary>What is too long ends in …: nothing is left for the terminal to wrap.</summary>
    public Row Within(int width)
    {
        if (Width <= width)
            return this;
        var isOnlyBlank = ToString().TrimEnd().GetCellWidth() <= width;
        var room = isOnlyBlank ? width : width - 1;
        List<Segment> kept = [];
        foreach (var piece in Pieces)
        {
            if (Segment.Truncate(piece, room) is { } part)
                kept.Add(part);
            room = Math.Max(0, room - piece.CellCount());
        }
        return new([.. kept, .. isOnlyBlank ? [] : (Segment[])[new("…", Theme.Dim)]]);
    }

    public override string ToString() => string.Concat(Pieces.Select(piece => piece.Text));
}
