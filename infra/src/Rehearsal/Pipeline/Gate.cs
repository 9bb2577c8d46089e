namespace Rehearsal.Pipeline;

/// <summary>Who answers when the pipeline asks for an approval.</summary>
public enum Gate
{
    /// <summary>A person at the terminal.</summary>
    Ask,

    Approve,

    Reject,
}
