using Rehearsal.Cloud;
using Rehearsal.Delivery;

namespace Rehearsal.Reporting;

/// <summary>What is left to say at the end: what was not as in AWS, how it went, where the app answers.</summary>
internal sealed class FinalPage(Report report)
{
    public void Show(Outcome outcome, IReadOnlyList<ActionResult> results, LocalCloud cloud)
    {
        report.Line();
        report.Line("Not as in AWS:");
        foreach (var standIn in cloud.StandIns)
            report.Line($"  - {standIn}");
        report.Line();
        report.Line($"{Told(outcome)}: {results.Count} actions, {Report.Seconds(new(results.Sum(result => result.Duration.Ticks)))} in all.");
        Addresses(cloud);
    }

    public void Addresses(LocalCloud cloud)
    {
        foreach (var site in cloud.Sites)
            report.Line($"  Site  {site}");
        foreach (var (stack, address) in cloud.Apis)
            report.Line($"  API   {address}  ({stack})");
    }

    private static string Told(Outcome outcome) => outcome switch
    {
        Outcome.Succeeded => "The delivery reached the end",
        Outcome.Rejected => "The delivery was rejected at the gate",
        _ => "The delivery failed",
    };
}
