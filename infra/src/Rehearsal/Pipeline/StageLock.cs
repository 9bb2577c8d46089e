using Rehearsal.Assembly;

namespace Rehearsal.Pipeline;

/// <summary>Lets one execution at a time into a stage. The pipeline's mode decides what happens to those that wait.</summary>
internal sealed class StageLock(ExecutionMode mode)
{
    private readonly Queue<TaskCompletionSource<Outcome?>> waiting = new();
    private readonly Lock oneAtATime = new();
    private bool taken;

    /// <returns>Null once the execution is in; otherwise its outcome.</returns>
    public Task<Outcome?> EnterAsync()
    {
        lock (oneAtATime)
        {
            if (mode == ExecutionMode.Parallel || !taken)
            {
                taken = true;
                return Task.FromResult<Outcome?>(null);
            }
            if (mode == ExecutionMode.Superseded)
                Dismiss(Outcome.Superseded);
            var turn = new TaskCompletionSource<Outcome?>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
            return turn.Task;
        }
    }

    /// <summary>Enters unless another execution is inside.</summary>
    public bool TryEnter()
    {
        lock (oneAtATime)
            return !taken && (taken = true);
    }

    public void Leave()
    {
        lock (oneAtATime)
        {
            if (waiting.TryDequeue(out var next))
                next.SetResult(null);
            else
                taken = false;
        }
    }

    /// <summary>Ends the waiting executions.</summary>
    public void Dismiss(Outcome outcome)
    {
        lock (oneAtATime)
        {
            while (waiting.TryDequeue(out var dismissed))
                dismissed.SetResult(outcome);
        }
    }
}
