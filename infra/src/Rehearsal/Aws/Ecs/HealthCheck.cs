using Rehearsal.Workspace;

namespace Rehearsal.Aws.Ecs;

/// <summary>How ECS finds out whether a container is well. Times are in seconds; the defaults are those of ECS.</summary>
/// <param name="Command">"CMD", then the program and its arguments; or "CMD-SHELL", then a line for the shell.</param>
public sealed record HealthCheck(IReadOnlyList<string> Command)
{
    /// <summary>The time between two checks.</summary>
    public int Interval { get; init; } = 30;

    /// <summary>What a check may take: a slower one has failed.</summary>
    public int Timeout { get; init; } = 5;

    /// <summary>After so many failures in a row the container is unhealthy.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The time that a container has at first, in which failures do not count.</summary>
    public int StartPeriod { get; init; }

    /// <summary>How long a container may take to be healthy for the first time.</summary>
    public TimeSpan Patience => TimeSpan.FromSeconds(StartPeriod + (Retries * Interval));

    /// <summary>What a check runs in the container.</summary>
    /// <exception cref="ResourceError">ECS knows no such command.</exception>
    public IReadOnlyList<string> Program() =>
        Command switch
        {
            ["CMD", _, ..] => [.. Command.Skip(1)],
            ["CMD-SHELL", var line] => ["/bin/sh", "-c", line],
            _ => throw new ResourceError(
                $"The health check [{string.Join(", ", Command)}] is none: it has to be CMD with a program and its arguments, or CMD-SHELL with one line."
            ),
        };
}
