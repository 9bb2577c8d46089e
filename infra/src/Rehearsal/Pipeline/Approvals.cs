using Rehearsal.Assembly;
using Rehearsal.Workspace;

namespace Rehearsal.Pipeline;

/// <summary>The approvals that wait for an answer, which comes from an option, from this terminal or from another one.</summary>
/// <param name="ask">Asks a question at this terminal until it is answered or cancelled.</param>
internal sealed class Approvals(Gate gate, Func<string, CancellationToken, Task<bool>> ask, TimeProvider time)
{
    private readonly List<Question> waiting = [];

    /// <summary>How the next approvals are answered.</summary>
    public Gate Gate { get; set; } = gate;

    /// <returns>The answer; null after the timeout.</returns>
    public async Task<bool?> AskAsync(ActionDefinition action, Execution execution, CancellationToken cancel)
    {
        if (Gate != Gate.Ask)
            return Gate == Gate.Expire ? null : Gate == Gate.Approve;

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var question = new Question($"{action.Name}: promote commit {execution.Record.ShortCommit}?");
        lock (waiting)
            waiting.Add(question);
        try
        {
            var tooLate = Task.Delay(action.Timeout, time, over.Token);
            var answered = await Task.WhenAny(question.Answer.Task, ask(question.Text, over.Token), tooLate);
            cancel.ThrowIfCancellationRequested();
            return answered == tooLate ? null : await (Task<bool>)answered;
        }
        finally
        {
            await over.CancelAsync();
            lock (waiting)
                waiting.Remove(question);
        }
    }

    /// <summary>Answers the oldest question.</summary>
    /// <returns>The question.</returns>
    /// <exception cref="UserError">No question is open.</exception>
    public string Answer(bool approved)
    {
        lock (waiting)
        {
            var question =
                waiting.FirstOrDefault(question => !question.Answer.Task.IsCompleted)
                ?? throw new UserError("No approval is pending. `infra/rehearsal history` lists what is running.");
            question.Answer.SetResult(approved);
            return question.Text;
        }
    }

    private sealed record Question(string Text)
    {
        public TaskCompletionSource<bool> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
