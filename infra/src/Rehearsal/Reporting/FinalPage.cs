using Rehearsal.Cloud;
using Rehearsal.Delivery;

namespace Rehearsal.Reporting;

/// <summary>What is left to say at the end: how it went, where the app answers, what was not as in AWS.</summary>
internal sealed class FinalPage(Report report)
{
    public void Show(Outcome outcome, IReadOnlyList<ActionResult> results, LocalCloud cloud)
    {
        report.Line();
        report.Line($"The delivery {(outcome == Outcome.Succeeded ? "reached the end" : $"was {Report.Word(outcome)}")}: {results.Count} actions, {Report.Seconds(new(results.Sum(result => result.Duration.Ticks)))} of work.");
        foreach (var site in cloud.Sites)
            report.Line($"  Site  {site}");
        foreach (var (stack, address) in cloud.Apis)
            report.Line($"  API   {address}  ({stack})");

        report.Line();
        report.Line("Not as in AWS:");
        foreach (var standIn in cloud.StandIns)
            report.Line($"  - {standIn}");
        report.Line();
        report.Line("Not rehearsed yet:");
        report.Line("  - Building and publishing the image: the service runs from the built source.");
        report.Line("  - Rollback of a failed stage, and of a failed deployment of the service.");
        report.Line("  - The load balancer: one task answers at its address.");
    }
}
