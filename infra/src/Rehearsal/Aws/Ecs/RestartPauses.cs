namespace Rehearsal.Aws.Ecs;

/// <summary>
/// How long a service waits before it puts another task in the place of one that failed: not at all at first, then longer each time, so that a
/// task that keeps failing doesn't keep the machine busy. ECS does so too, up to a quarter of an hour; here nobody would wait that long.
/// </summary>
internal sealed class RestartPauses
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private int failures;

    /// <param name="lived">How long the task was well. One that was for longer than the longest pause begins anew.</param>
    public TimeSpan After(TimeSpan lived)
    {
        failures = lived > Longest ? 1 : failures + 1;
        return failures == 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, failures - 2)));
    }
}
