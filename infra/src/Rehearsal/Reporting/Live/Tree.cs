using Rehearsal.Reporting.Progress;

namespace Rehearsal.Reporting.Live;

/// <summary>The tree of an execution's stages and actions, in the available rows.</summary>
internal static class Tree
{
    public static IReadOnlyList<Row> Rows(ExecutionProgress execution, int width, int room, DateTimeOffset now)
    {
        var columns = new Columns(execution.Stages, width);
        Branch[] branches = [.. execution.Stages.Select(stage => new Branch(stage, columns, now))];

        // Collapse finished stages first, then the most distant future ones. The running stage and failures stay open.
        foreach (var branch in branches.Where(branch => branch.IsOver).Concat(branches.Where(branch => branch.IsToCome).Reverse()))
        {
            if (Count() <= room)
                break;
            branch.Collapse();
        }
        foreach (var branch in branches.Where(branch => !branch.IsOver && !branch.IsToCome))
            branch.Shorten(room - Count() + branch.Rows.Count);
        return [.. branches.SelectMany(branch => branch.Rows).Take(room)];

        int Count() => branches.Sum(branch => branch.Rows.Count);
    }
}
