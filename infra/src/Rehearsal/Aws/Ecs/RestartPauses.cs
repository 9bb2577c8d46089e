namespace Rehearsal.Aws.Ecs;

/// <summary>
/// The pause before a service replaces a failed task: none at first, then longer each time, so that a task that keeps failing doesn't keep
/// the machine busy. ECS pauses for up to 15 minutes; a rehearsal can't wait that long.
/// </summary>
internal sealed class RestartPauses
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private int failures;

    /// <param name="lived">How long the task was healthy. After more than the longest pause, the pauses start over.</param>
    public TimeSpan After(TimeSpan lived)
    {
        failures = lived > Longest ? 1 : failures + 1;
        return failures == 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, failures - 2)));
    }
}
