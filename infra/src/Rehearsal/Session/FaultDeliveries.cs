using Rehearsal.App.Faults;
using Rehearsal.Pipeline;
using Rehearsal.Reporting;

namespace Rehearsal.Session;

/// <summary>Deliveries of further releases during which something goes wrong, while a client keeps writing.</summary>
internal sealed class FaultDeliveries(RunningRehearsal rehearsal, Report report)
{
    /// <summary>Delivers a release for each fault on top of the latest one that succeeded.</summary>
    /// <returns>The last delivery that did not succeed, or else the last one.</returns>
    public async Task<ExecutionRecord> RunAsync(IEnumerable<Fault> faults, ExecutionRecord first, CancellationToken cancel)
    {
        var (latest, result) = (first, first);
        foreach (var fault in faults)
        {
            var delivered = await RunAsync(fault, latest.Commit, cancel);
            if (delivered.Outcome == Outcome.Succeeded)
                latest = delivered;
            if (delivered.Outcome != Outcome.Succeeded || result.Outcome == Outcome.Succeeded)
                result = delivered;
        }
        return result;
    }

    private async Task<ExecutionRecord> RunAsync(Fault fault, string commit, CancellationToken cancel)
    {
        var (approvals, environment) = (rehearsal.Approvals, rehearsal.Engine.LastStage);
        var (problem, gate) = (fault.ProblemIn(environment), approvals.Gate);
        report.Note($"Another release: {char.ToLowerInvariant(problem[0])}{problem[1..]}.");
        approvals.Gate = fault.Answer ?? gate;
        rehearsal.Trigger.Arm(fault, environment);
        try
        {
            if (rehearsal.Engine.Pipeline.Sort(rehearsal.Cloud.Apis).LastOrDefault() is not (var stack, { } address))
                return await DeliverAsync(fault, commit);
            using var probe = await WriteProbe.StartAsync(rehearsal.Cloud.Client(address), cancel);
            var delivered = await DeliverAsync(fault, commit);
            report.Note($"Meanwhile, a client wrote expenses to {stack}: {await probe.CountAsync(cancel)}.");
            return delivered;
        }
        finally
        {
            approvals.Gate = gate;
        }
    }

    private async Task<ExecutionRecord> DeliverAsync(Fault fault, string commit)
    {
        var delivered = (await (await rehearsal.PushAsync(fault, commit)).End).Record;
        await rehearsal.Trigger.Outage;
        return delivered;
    }
}
