using System.Globalization;
using Rehearsal.Pipeline;
using Rehearsal.Reporting.Progress;

namespace Rehearsal.Reporting;

/// <summary>The lines of an execution: one for itself and one for each stage that it has entered.</summary>
internal static class ExecutionLines
{
    public static IEnumerable<string> Of(ExecutionRecord execution)
    {
        var outcome = execution.Outcome is { } ended ? Format.Word(ended) : "running";
        var time = Format.Seconds((execution.Ended ?? DateTimeOffset.Now) - execution.Started);
        var target = execution.BackTo is { } id ? $"  rollback to {id[..8]}" : "";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{execution.Started:yyyy-MM-dd HH:mm:ss}  {execution.ShortId}  commit {execution.ShortCommit}  {outcome, -10} {time}{target}"
        );
        foreach (
            var stage in execution
                .Actions.Select(action => action.Stage)
                .Concat(execution.Running.Select(action => action.Split('.')[0]))
                .Distinct()
        )
        {
            var remarks = Remarkable(execution, stage).Concat(Running(execution, stage)).DefaultIfEmpty("succeeded");
            yield return $"    {stage, -16} {string.Join(", ", remarks)}";
        }
    }

    private static IEnumerable<string> Remarkable(ExecutionRecord execution, string stage) =>
        from action in execution.Actions
        where action.Stage == stage && action.Outcome != Outcome.Succeeded
        select $"{action.Action} {Format.Word(action.Outcome)}";

    private static IEnumerable<string> Running(ExecutionRecord execution, string stage) =>
        from action in execution.Running
        where action.StartsWith($"{stage}.", StringComparison.Ordinal)
        select $"{action[(stage.Length + 1)..]} {(execution.Outcome is null ? "running" : "was running")}";
}
