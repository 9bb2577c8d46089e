using Rehearsal.Reporting.Progress;

namespace Rehearsal.Reporting.Live;

/// <summary>The columns of names and times, aligned over all stages and actions of a pipeline.</summary>
internal sealed class Columns(IEnumerable<StageProgress> stages, int width)
{
    private const int Times = 12;
    private const int Marks = 4;

    private readonly int names = Math.Max(
        8,
        Math.Min(
            stages.SelectMany(stage => stage.Actions.Select(action => action.Name.Length).Append(stage.Name.Length)).DefaultIfEmpty().Max(),
            width - Marks - Times
        )
    );

    public int Width => width;

    /// <param name="indent">The number of cells before the name.</param>
    public string Name(string name, int indent)
    {
        var room = names + Marks - indent;
        return (name.Length <= room ? name : $"{name[..(room - 1)]}…").PadRight(room);
    }

    public static string Time(string time) => time.PadLeft(Times);
}
