using Rehearsal.Pipeline;

namespace Rehearsal.Reporting.Progress;

/// <summary>A view of the report. It may ignore events that it can't show. Calls come one at a time.</summary>
internal interface IReportView : IAsyncDisposable
{
    void Note(string text);

    /// <summary>The pipeline is known, but there is no execution yet.</summary>
    void Expected(ExecutionProgress pipeline) { }

    void Began(ExecutionProgress execution);

    void Ended(ExecutionProgress execution) { }

    void ActionStarted(string stage, string action) { }

    void ActionEnded(ActionResult result, string log) { }

    void Line(string text);

    void Heading(string text);

    /// <summary>Asks at this terminal. Called on any thread, since an answer takes time.</summary>
    /// <param name="facts">Facts that help to answer.</param>
    Task<bool> AskAsync(string question, IReadOnlyList<string> facts, CancellationToken cancel);
}
