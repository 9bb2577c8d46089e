using Rehearsal.Control;
using Rehearsal.Delivery;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.CommandLine;

/// <summary>What other terminals say to the rehearsal that runs. What takes its time is waited for; Ctrl-C ends the waiting only.</summary>
internal sealed class RemoteCommands(RehearsalFolder folder, Report report)
{
    public Task<int> PushAsync(CancellationToken cancel) => FollowAsync((control, cancel) => control.PushAsync(cancel), cancel);

    public Task<int> RollBackAsync(string stage, string? to, CancellationToken cancel) => FollowAsync((control, cancel) => control.RollBackAsync(stage, to, cancel), cancel);

    public Task<int> RetryAsync(string stage, bool all, CancellationToken cancel) => FollowAsync((control, cancel) => control.RetryAsync(stage, all, cancel), cancel);

    public async Task<int> AnswerAsync(bool approved, CancellationToken cancel)
    {
        using var control = ControlClient.Of(folder);
        report.Line($"{await control.AnswerAsync(approved, cancel)} {(approved ? "Approved." : "Rejected.")}");
        return ExitCode.EndReached;
    }

    public async Task<int> FillWithDemoAsync(string? email, CancellationToken cancel)
    {
        using var control = ControlClient.Of(folder);
        report.Line(await control.FillWithDemoAsync(email, cancel));
        return ExitCode.EndReached;
    }

    private async Task<int> FollowAsync(Func<ControlClient, CancellationToken, Task<ExecutionRecord>> begin, CancellationToken cancel)
    {
        using var control = ControlClient.Of(folder);
        var begun = await begin(control, cancel);
        report.Line($"Execution {begun.ShortId} of commit {begun.ShortCommit}{(begun.BackTo is null ? "" : $" goes back to {begun.BackTo[..8]}")}: its terminal shows how it goes.");
        var ended = await control.EndOfAsync(begun, cancel);
        foreach (var line in ExecutionLines.Of(ended))
            report.Line(line);
        return ExitCode.Of(ended.Outcome!.Value);
    }
}
