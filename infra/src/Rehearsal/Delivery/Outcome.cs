namespace Rehearsal.Delivery;

/// <summary>How an action, and with it perhaps its stage and execution, ended.</summary>
public enum Outcome
{
    Succeeded,

    Failed,

    Rejected,

    /// <summary>Left out because the user said so.</summary>
    Skipped,

    /// <summary>The rehearsal cannot do this yet, and says so.</summary>
    NotRehearsed,

    /// <summary>The pipeline has changed itself: the execution begins again in its new shape.</summary>
    Restarted,
}
