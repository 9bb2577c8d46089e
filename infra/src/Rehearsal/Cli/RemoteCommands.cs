using Rehearsal.Pipeline;
using Rehearsal.Reporting;
using Rehearsal.Session;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>Commands for a rehearsal that runs in another terminal. Long operations block; Ctrl-C stops only the waiting.</summary>
internal sealed class RemoteCommands(RehearsalFolder folder, Report report)
{
    public Task<int> PushAsync(CancellationToken cancel) => FollowAsync((control, cancel) => control.PushAsync(cancel), cancel);

    public Task<int> RollBackAsync(string stage, string? to, CancellationToken cancel) =>
        FollowAsync((control, cancel) => control.RollBackAsync(stage, to, cancel), cancel);

    public Task<int> RetryAsync(string stage, bool all, CancellationToken cancel) =>
        FollowAsync((control, cancel) => control.RetryAsync(stage, all, cancel), cancel);

    public Task<int> AnswerAsync(bool approved, CancellationToken cancel) =>
        WaitAsync(
            async control =>
            {
                report.Line($"{await control.AnswerAsync(approved, cancel)} {(approved ? "Approved." : "Rejected.")}");
                return ExitCode.EndReached;
            },
            cancel
        );

    public Task<int> FillWithDemoAsync(string? email, CancellationToken cancel) =>
        WaitAsync(
            async control =>
            {
                report.Line(await control.FillWithDemoAsync(email, cancel));
                return ExitCode.EndReached;
            },
            cancel
        );

    private Task<int> FollowAsync(Func<ControlClient, CancellationToken, Task<ExecutionRecord>> begin, CancellationToken cancel) =>
        WaitAsync(
            async control =>
            {
                var begun = await begin(control, cancel);
                report.Line(
                    $"Execution {begun.ShortId} of commit {begun.ShortCommit}{(begun.BackTo is null ? "" : $" goes back to {begun.BackTo[..8]}")}: its terminal shows how it goes."
                );
                var ended = await control.EndOfAsync(begun, cancel);
                foreach (var line in ExecutionLines.Of(ended))
                    report.Line(line);
                return ExitCode.Of(ended.Outcome!.Value);
            },
            cancel
        );

    private async Task<int> WaitAsync(Func<ControlClient, Task<int>> command, CancellationToken cancel)
    {
        using var control = ControlClient.Of(folder);
        try
        {
            return await command(control);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            report.Line("Stopped waiting. The rehearsal goes on: `infra/rehearsal history` shows how it ends.");
            return ExitCode.Failed;
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new UserError("The rehearsal ended before it answered. `infra/rehearsal history` shows how far it came.");
        }
    }
}
