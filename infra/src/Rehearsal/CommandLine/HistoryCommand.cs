using System.Globalization;
using Rehearsal.Delivery;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.CommandLine;

/// <summary>Prints the executions of this repository's rehearsals, oldest first.</summary>
internal static class HistoryCommand
{
    public static int Run(RehearsalFolder folder, Report report)
    {
        var entries = History.Read(folder).ToArray();
        if (entries.Length == 0)
            report.Line("Nothing has been delivered here yet.");
        foreach (var entry in entries)
        {
            report.Line(string.Create(CultureInfo.InvariantCulture, $"{entry.Started:yyyy-MM-dd HH:mm:ss}  {entry.Id[..8]}  commit {entry.Commit[..12]}  {Report.Word(entry.Outcome),-10} {Report.Seconds(entry.Ended - entry.Started)}{(entry.BackTo is { } target ? $"  rollback to {target[..8]}" : "")}"));
            foreach (var stage in entry.Actions.GroupBy(action => action.Stage))
            {
                var outcome = stage.Select(action => action.Outcome).Where(outcome => outcome is Outcome.Failed or Outcome.Rejected or Outcome.Skipped).FirstOrDefault();
                report.Line($"    {stage.Key,-16} {Report.Word(outcome),-10} {string.Join(", ", stage.Where(action => action.Outcome != Outcome.Succeeded).Select(action => $"{action.Action} {Report.Word(action.Outcome)}"))}".TrimEnd());
            }
        }
        return ExitCode.EndReached;
    }
}
