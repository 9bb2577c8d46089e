using Rehearsal.Pipeline;
using Rehearsal.Reporting;
using Rehearsal.Reporting.Progress;
using Rehearsal.Tests.Pipeline;

namespace Rehearsal.Tests.Reporting;

public sealed class TimeTableTests
{
    private static readonly DateTimeOffset Noon = WatchedExecution.Noon;

    [Fact]
    public void A_stage_of_parallel_actions_takes_as_long_as_the_slowest_one()
    {
        var execution = new ExecutionProgress(
            new(SmallPipeline.Home, "small", [WatchedExecution.Stage("Verify", "Backend", "Frontend")], ""),
            "1",
            "Execution 1",
            Noon
        );
        foreach (var (action, seconds) in (ReadOnlySpan<(string, int)>)[("Backend", 20), ("Frontend", 30)])
        {
            execution.Action("Verify", action)!.Start(Noon);
            execution
                .Action("Verify", action)!
                .End(new("Verify", action, Outcome.Succeeded, TimeSpan.FromSeconds(seconds)), "", Noon.AddSeconds(seconds));
        }
        execution.End(Outcome.Succeeded, Noon.AddSeconds(31));
        string[] lines = [.. TimeTable.Of([execution], Noon.AddSeconds(-5))];
        Assert.Matches("Before the first execution +5.0 s", lines[0]);
        Assert.Matches("Execution 1 +31.0 s", lines[1]);
        Assert.Matches("Verify +30.0 s +slowest: Frontend 30.0 s", lines[2]);
    }

    [Fact]
    public void Without_a_delivery_the_time_table_is_empty() => Assert.Empty(TimeTable.Of([], Noon));
}
