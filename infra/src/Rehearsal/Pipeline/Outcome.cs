namespace Rehearsal.Pipeline;

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

    /// <summary>A newer execution took its place while it waited to enter a stage.</summary>
    Superseded,

    /// <summary>The pipeline changed while it was under way.</summary>
    Cancelled,

    /// <summary>The rehearsal ended before it did.</summary>
    Stopped,
}

internal static class OutcomeExtensions
{
    extension(Outcome outcome)
    {
        /// <summary>Whether it ends its stage, and asks for the stage's reaction.</summary>
        public bool IsFailure => outcome is Outcome.Failed or Outcome.Rejected;
    }
}
