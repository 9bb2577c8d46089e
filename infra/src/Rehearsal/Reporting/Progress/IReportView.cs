using Rehearsal.Pipeline;

namespace Rehearsal.Reporting.Progress;

/// <summary>One way to show what happens; each shows of it what it can. Called by one at a time.</summary>
internal interface IReportView : IAsyncDisposable
{
    void Note(string text);

    /// <summary>What is going to happen, before there is an execution.</summary>
    void Expected(ExecutionProgress pipeline) { }

    void Began(ExecutionProgress execution);

    void Ended(ExecutionProgress execution) { }

    void ActionStarted(string stage, string action) { }

    void ActionEnded(ActionResult result, string log) { }

    void Line(string text);

    void Heading(string text);

    /// <summary>Asks at this terminal. Called by any thread: an answer takes its time.</summary>
    /// <param name="facts">What one wants to know before answering.</param>
    Task<bool> AskAsync(string question, IReadOnlyList<string> facts, CancellationToken cancel);
}
