using Rehearsal.Assembly;

namespace Rehearsal.Delivery;

/// <summary>The way into one stage: one execution is in it at a time. What becomes of those that wait is the pipeline's mode.</summary>
internal sealed class StageDoor(ExecutionMode mode)
{
    private readonly Queue<TaskCompletionSource<Outcome?>> waiting = new();
    private readonly Lock oneAtATime = new();
    private bool taken;

    /// <returns>Nothing once the execution is in; else how it ended while it waited.</returns>
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

    /// <summary>Goes in, unless somebody is inside.</summary>
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

    /// <summary>Those that wait come to their end here.</summary>
    public void Dismiss(Outcome outcome)
    {
        lock (oneAtATime)
        {
            while (waiting.TryDequeue(out var dismissed))
                dismissed.SetResult(outcome);
        }
    }
}
