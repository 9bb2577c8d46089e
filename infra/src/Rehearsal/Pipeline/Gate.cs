namespace Rehearsal.Pipeline;

/// <summary>How the pipeline's approvals are answered.</summary>
public enum Gate
{
    /// <summary>The user answers at the terminal.</summary>
    Ask,

    Approve,

    Reject,
}
