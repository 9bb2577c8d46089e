namespace Rehearsal.Reporting.Live;

/// <summary>A question to the user, asked while the rest of the view stays.</summary>
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
