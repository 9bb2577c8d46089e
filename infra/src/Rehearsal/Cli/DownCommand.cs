using Rehearsal.Pipeline;
using Rehearsal.Processes;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>Stops the running rehearsal or the leftovers of a killed one, and removes what it made. The history stays.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(RehearsalFolder folder, Report report, CancellationToken cancel)
    {
        using var alone = RehearsalLock.TryTake(folder) ?? await StopAsync(folder, report, cancel);
        var ended = Leftovers.Clear(folder);
        new ExecutionStore(folder).Forget();
        folder.Clear();
        report.Line(
            $"Nothing of a rehearsal runs here now (ended: {ended} leftover {(ended == 1 ? "process" : "processes")}), and what it made is removed; the history stays."
        );
        return ExitCode.EndReached;
    }

    private static async Task<RehearsalLock> StopAsync(RehearsalFolder folder, Report report, CancellationToken cancel)
    {
        if (RehearsalLock.Holder(folder) is { } holder)
        {
            report.Line($"Stopping the rehearsal that runs (process {holder})");
            ProcessGroup.StopOne(holder);
        }
        var deadline = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < deadline)
        {
            if (RehearsalLock.TryTake(folder) is { } taken)
                return taken;
            await Task.Delay(200, cancel);
        }
        throw new UserError(
            $"The rehearsal that runs (process {RehearsalLock.Holder(folder)}) does not stop: end it with kill -9 and say `down` again."
        );
    }
}
