using Rehearsal.App;
using Rehearsal.Doctor;
using Rehearsal.Pipeline;
using Rehearsal.Processes;
using Rehearsal.Reporting;
using Rehearsal.Session;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>Delivers the working tree through the pipeline that it describes.</summary>
public sealed class RunCommand(RehearsalFolder folder, RunOptions options, Report report)
{
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (options.Gate == Gate.Ask && Console.IsInputRedirected)
            throw new UserError("The pipeline asks for an approval, but the input is not a terminal: pass --approve or --reject.");
        await Prerequisites.CheckAsync(folder.Repository, cancel);
        using var alone = RehearsalLock.Take(folder);
        Recover();

        await using var processes = new ProcessTable(folder);
        await using var stopping = cancel.Register(() => report.Note("Stopping all processes"));
        try
        {
            return await DeliverAsync(processes, cancel);
        }
        catch (ActionFailed error)
        {
            report.Line(error.Message);
            return ExitCode.Failed;
        }
    }

    /// <summary>Cleans up after the previous rehearsal, even if it was killed.</summary>
    private void Recover()
    {
        if (Leftovers.Clear(folder) is > 0 and var ended)
            report.Note($"Ended {ended} leftover {(ended == 1 ? "process" : "processes")} of a killed rehearsal.");
        var store = new ExecutionStore(folder);
        foreach (var open in store.CloseOpen())
        {
            report.Note(
                $"Execution {open.ShortId}, commit {open.ShortCommit}, was still running when its rehearsal ended "
                    + $"({string.Join(", ", open.Running.DefaultIfEmpty("between two actions"))}). It is now recorded as stopped."
            );
        }
        store.Prune();
        folder.Clear();
    }

    private async Task<int> DeliverAsync(ProcessTable processes, CancellationToken cancel)
    {
        await using var rehearsal = await RunningRehearsal.StartAsync(folder, processes, options, report, cancel);
        await using var control = await ControlServer.StartAsync(folder, rehearsal, cancel);
        var last = (await (await rehearsal.PushAsync()).End).Record;
        if (last.Outcome == Outcome.Succeeded)
            last = await new FaultDeliveries(rehearsal, report).RunAsync(options.Faults, last, cancel);
        await new FinalPage(report, rehearsal.Cloud, rehearsal.Engine.Pipeline).ShowAsync(last.Outcome!.Value, last.Actions, cancel);
        if (!options.Exit)
        {
            if (rehearsal.Cloud.Sites.Any() && !rehearsal.IsOtherApp)
                report.Line(DemoData.SignIn);
            report.Line();
            report.Line(
                await rehearsal.Cloud.LostAsync() is not null
                    ? "The app stays up until you press Ctrl-C, but nothing can be delivered any more."
                    : "The rehearsal stays up until you press Ctrl-C. In another terminal, `infra/rehearsal push` delivers the working "
                        + $"tree, `infra/rehearsal rollback {rehearsal.Engine.LastStage}` rolls back, "
                        + "and `infra/rehearsal --help` lists all commands."
            );
            await Task.Delay(Timeout.Infinite, cancel).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        return ExitCode.Of(last.Outcome!.Value);
    }
}
