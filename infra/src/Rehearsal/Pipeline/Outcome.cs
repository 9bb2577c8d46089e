namespace Rehearsal.Pipeline;

/// <summary>The outcome of an action, a stage or an execution.</summary>
public enum Outcome
{
    Succeeded,

    Failed,

    Rejected,

    /// <summary>Skipped at the user's request.</summary>
    Skipped,

    /// <summary>The rehearsal does not support this yet.</summary>
    NotRehearsed,

    /// <summary>A newer execution replaced it while it waited to enter a stage.</summary>
    Superseded,

    /// <summary>The pipeline changed while it was running.</summary>
    Cancelled,

    /// <summary>The rehearsal stopped first.</summary>
    Stopped,
}

internal static class OutcomeExtensions
{
    extension(Outcome outcome)
    {
        /// <summary>Whether it fails the stage and triggers the stage's reaction.</summary>
        public bool IsFailure => outcome is Outcome.Failed or Outcome.Rejected;
    }
}
