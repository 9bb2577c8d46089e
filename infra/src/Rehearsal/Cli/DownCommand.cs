using Rehearsal.Pipeline;
using Rehearsal.Processes;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>Stops the running rehearsal or the leftovers of a killed one, and removes what it made. The history stays.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(RehearsalFolder folder, Report report, CancellationToken cancel)
    {
        using var alone = RehearsalLock.TryTake(folder) ?? await StopAsync(folder, report, cancel);
        var ended = Leftovers.Clear(folder);
        new ExecutionStore(folder).Forget();
        folder.Clear();
        var leftovers = ended == 1 ? "leftover process" : "leftover processes";
        report.Line($"No rehearsal is running. Ended {ended} {leftovers}, and removed what the rehearsal made. The history stays.");
        return ExitCode.Succeeded;
    }

    private static async Task<RehearsalLock> StopAsync(RehearsalFolder folder, Report report, CancellationToken cancel)
    {
        if (RehearsalLock.Holder(folder) is { } holder)
        {
            report.Line($"Stopping the running rehearsal (process {holder})");
            ProcessGroup.StopOne(holder);
        }
        var deadline = DateTime.UtcNow + StopTimeout;
        while (DateTime.UtcNow < deadline)
        {
            if (RehearsalLock.TryTake(folder) is { } taken)
                return taken;
            await Task.Delay(200, cancel);
        }
        throw new UserError(
            $"The running rehearsal (process {RehearsalLock.Holder(folder)}) did not stop within {StopTimeout.TotalSeconds:0} s. "
                + "End it with kill -9, then run `infra/rehearsal down` again."
        );
    }
}
