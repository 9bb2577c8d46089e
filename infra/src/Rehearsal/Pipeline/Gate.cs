namespace Rehearsal.Pipeline;

/// <summary>How the pipeline's approvals are answered.</summary>
public enum Gate
{
    /// <summary>The user answers at the terminal.</summary>
    Ask,

    Approve,

    Reject,

    /// <summary>The approval expires at once, without an answer.</summary>
    Expire,
}
