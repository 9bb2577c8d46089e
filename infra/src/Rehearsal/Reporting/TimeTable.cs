using Rehearsal.Reporting.Progress;

namespace Rehearsal.Reporting;

/// <summary>The time per stage, by the wall clock: actions run in parallel, so the sum of their times would mislead.</summary>
internal static class TimeTable
{
    public static IEnumerable<string> Of(IReadOnlyList<ExecutionProgress> executions, DateTimeOffset since)
    {
        if (executions.Count == 0)
            yield break;
        yield return Line("Before the first execution", executions[0].Started - since);
        foreach (var execution in executions)
        {
            yield return Line(execution.Title, execution.Time(execution.Started));
            foreach (var stage in execution.Stages.Where(stage => stage.Slowest is not null))
            {
                yield return Line(
                    $"  {stage.Name}",
                    stage.Time(execution.Ended ?? execution.Started),
                    stage.Actions.Count > 1 ? $"slowest: {stage.Slowest!.Name} {Format.Seconds(stage.Slowest.Time(since))}" : ""
                );
            }
        }
    }

    private static string Line(string what, TimeSpan time, string remark = "") =>
        $"{what, -60} {Format.Seconds(time), 12}  {remark}".TrimEnd();
}
