using Rehearsal.Workspace;

namespace Rehearsal.Aws.Ecs;

/// <summary>A container's health check. Times are in seconds; the defaults are those of ECS.</summary>
/// <param name="Command">"CMD", then the program and its arguments; or "CMD-SHELL", then a line for the shell.</param>
public sealed record HealthCheck(IReadOnlyList<string> Command)
{
    /// <summary>The time between two checks.</summary>
    public int Interval { get; init; } = 30;

    /// <summary>The time limit of a check. A slower one counts as failed.</summary>
    public int Timeout { get; init; } = 5;

    /// <summary>The number of failures in a row that make the container unhealthy.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The time after the start in which failures do not count.</summary>
    public int StartPeriod { get; init; }

    /// <summary>The time limit for a container to be healthy for the first time.</summary>
    public TimeSpan StartTimeout => TimeSpan.FromSeconds(StartPeriod + (Retries * Interval));

    /// <summary>Gets the command that a check runs in the container.</summary>
    /// <exception cref="ResourceError">ECS doesn't support the command.</exception>
    public IReadOnlyList<string> Program() =>
        Command switch
        {
            ["CMD", _, ..] => [.. Command.Skip(1)],
            ["CMD-SHELL", var line] => ["/bin/sh", "-c", line],
            _ => throw new ResourceError(
                $"The health check is [{string.Join(", ", Command)}]; it must be CMD with a program and its arguments, "
                    + "or CMD-SHELL with one line."
            ),
        };
}
