using Rehearsal.Pipeline;
using Rehearsal.Reporting;
using Rehearsal.Session;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>Commands for a rehearsal that runs in another terminal. Long operations block; Ctrl-C stops only the waiting.</summary>
internal sealed class RemoteCommands(RehearsalFolder folder, Report report)
{
    /// <param name="settings">Changed settings, such as Dev.vpc.availabilityZones=3.</param>
    public Task<int> PushAsync(IReadOnlyList<string> settings, CancellationToken cancel) =>
        FollowAsync((control, cancel) => control.PushAsync(settings, cancel), cancel);

    public Task<int> RollBackAsync(string stage, string? to, CancellationToken cancel) =>
        FollowAsync((control, cancel) => control.RollBackAsync(stage, to, cancel), cancel);

    public Task<int> RetryAsync(string stage, bool all, CancellationToken cancel) =>
        FollowAsync((control, cancel) => control.RetryAsync(stage, all, cancel), cancel);

    public Task<int> AnswerAsync(bool approved, CancellationToken cancel) =>
        WaitAsync(
            async control =>
            {
                report.Line($"{await control.AnswerAsync(approved, cancel)} {(approved ? "Approved." : "Rejected.")}");
                return ExitCode.Succeeded;
            },
            cancel
        );

    public Task<int> FillWithDemoAsync(string? email, CancellationToken cancel) =>
        WaitAsync(
            async control =>
            {
                report.Line(await control.FillWithDemoAsync(email, cancel));
                return ExitCode.Succeeded;
            },
            cancel
        );

    private Task<int> FollowAsync(Func<ControlClient, CancellationToken, Task<ExecutionRecord>> begin, CancellationToken cancel) =>
        WaitAsync(
            async control =>
            {
                var begun = await begin(control, cancel);
                var does = begun.BackTo is { } target ? $"rolls back to execution {target[..8]}" : "is running";
                report.Line($"Execution {begun.ShortId} of commit {begun.ShortCommit} {does}: follow it in the rehearsal's terminal.");
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
            report.Line("Stopped waiting. The execution continues: `infra/rehearsal history` shows its outcome.");
            return ExitCode.Failed;
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new UserError("The rehearsal ended before it answered. `infra/rehearsal history` shows how far it got.");
        }
    }
}
