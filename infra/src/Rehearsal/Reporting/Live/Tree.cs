using Rehearsal.Reporting.Progress;

namespace Rehearsal.Reporting.Live;

/// <summary>The tree of an execution's stages and actions, in the available rows.</summary>
internal static class Tree
{
    public static IReadOnlyList<Row> Rows(ExecutionProgress execution, int width, int room, DateTimeOffset now)
    {
        // The column of names is as wide as the longest one, if there is room for the marks and times.
        var longest = execution
            .Stages.SelectMany(stage => stage.Actions.Select(action => action.Name).Append(stage.Name))
            .Max(name => name.Length);
        var names = Math.Max(8, Math.Min(longest, width - Branch.Times - 4));
        Branch[] branches = [.. execution.Stages.Select(stage => new Branch(stage, names, width, now))];

        // Collapse finished stages first, then the most distant future ones. The running stage and failures stay open.
        foreach (var branch in branches.Where(branch => branch.IsOver).Concat(branches.Where(branch => branch.IsPending).Reverse()))
        {
            if (Count() <= room)
                break;
            branch.Collapse();
        }
        foreach (var branch in branches.Where(branch => !branch.IsOver && !branch.IsPending))
            branch.Shorten(room - Count() + branch.Rows.Count);
        return [.. branches.SelectMany(branch => branch.Rows).Take(room)];

        int Count() => branches.Sum(branch => branch.Rows.Count);
    }
}
