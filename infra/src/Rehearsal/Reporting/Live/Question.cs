namespace Rehearsal.Reporting.Live;

/// <summary>What a person is asked while everything else stays in view.</summary>
internal sealed record Question(string Text, IReadOnlyList<string> Facts)
{
    private readonly TaskCompletionSource<bool> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<bool> Answer => answer.Task;

    public void Press(char key)
    {
        if (char.ToUpperInvariant(key) is 'Y' or 'N')
            answer.TrySetResult(char.ToUpperInvariant(key) == 'Y');
    }
}
