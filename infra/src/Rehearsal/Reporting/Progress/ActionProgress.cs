using Rehearsal.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.Reporting.Progress;

/// <summary>The progress of an action in an execution.</summary>
internal sealed class ActionProgress(string name)
{
    public string Name => name;

    public DateTimeOffset? Started { get; private set; }

    public DateTimeOffset? Ended { get; private set; }

    /// <summary>The outcome, once it has ended.</summary>
    public Outcome? Outcome { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The last lines of its log, if it failed.</summary>
    public IReadOnlyList<string> LogTail { get; private set; } = [];

    public string Log { get; private set; } = "";

    public bool IsRunning => Started is not null && Ended is null;

    /// <summary>Whether the rehearsal was stopped while it ran.</summary>
    public bool IsInterrupted => Ended is not null && Outcome is null;

    public TimeSpan Time(DateTimeOffset now) => (Ended ?? now) - (Started ?? Ended ?? now);

    /// <summary>Starts the action; also restarts it for a retry.</summary>
    public void Start(DateTimeOffset now) => (Started, Ended, Outcome, Reason, LogTail) = (now, null, null, null, []);

    public void Interrupt(DateTimeOffset now) => Ended = now;

    public void End(ActionResult result, string log, DateTimeOffset now)
    {
        (Ended, Outcome, Reason, Log) = (now, result.Outcome, result.Reason, log);
        if (result.Outcome == Pipeline.Outcome.Failed)
            LogTail = LogFile.Tail(log);
    }
}
