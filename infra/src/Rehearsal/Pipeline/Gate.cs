namespace Rehearsal.Pipeline;

/// <summary>How the pipeline's approvals are answered.</summary>
public enum Gate
{
    /// <summary>The user answers at the terminal.</summary>
    Ask,

    Approve,

    Reject,

    /// <summary>Nobody answers until the approval's timeout, which is over at once.</summary>
    Expire,
}
