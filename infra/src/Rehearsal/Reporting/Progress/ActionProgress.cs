using Rehearsal.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.Reporting.Progress;

/// <summary>How far an action of an execution is.</summary>
internal sealed class ActionProgress(string name)
{
    public string Name => name;

    public DateTimeOffset? Started { get; private set; }

    public DateTimeOffset? Ended { get; private set; }

    /// <summary>How it ended, once it has.</summary>
    public Outcome? Outcome { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The last lines of its log, when it failed.</summary>
    public IReadOnlyList<string> LastWords { get; private set; } = [];

    public string Log { get; private set; } = "";

    public bool IsRunning => Started is not null && Ended is null;

    /// <summary>Somebody stopped the rehearsal while it ran.</summary>
    public bool IsInterrupted => Ended is not null && Outcome is null;

    public TimeSpan Time(DateTimeOffset now) => (Ended ?? now) - (Started ?? Ended ?? now);

    /// <summary>A retry starts it again.</summary>
    public void Start(DateTimeOffset now) => (Started, Ended, Outcome, Reason, LastWords) = (now, null, null, null, []);

    public void Interrupt(DateTimeOffset now) => Ended = now;

    public void End(ActionResult result, string log, DateTimeOffset now)
    {
        (Ended, Outcome, Reason, Log) = (now, result.Outcome, result.Reason, log);
        if (result.Outcome == Pipeline.Outcome.Failed)
            LastWords = LogFile.Tail(log);
    }
}
