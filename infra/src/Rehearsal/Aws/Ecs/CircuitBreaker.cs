using Rehearsal.Workspace;

namespace Rehearsal.Aws.Ecs;

/// <summary>
/// Fails a deployment when too many of its tasks fail to start: half of the desired count, between 3 and 200, as in ECS.
/// </summary>
/// <param name="before">Whether an earlier deployment has tasks.</param>
internal sealed class CircuitBreaker(int desired, bool before)
{
    private readonly int limit = Math.Clamp((desired + 1) / 2, 3, 200);
    private int failures;

    /// <returns>The failure as text for the user.</returns>
    /// <exception cref="ResourceError">The limit is reached.</exception>
    public string Count(ResourceError failure)
    {
        var number = Interlocked.Increment(ref failures);
        if (number < limit)
            return $"a task failed to start ({number} of {limit}, then the circuit breaker ends the deployment). {failure.Reason}";
        var previous = before ? "; the previous tasks keep running" : "";
        throw new ResourceError(
            $"The circuit breaker ended the deployment after {limit} tasks failed to start{previous}. {failure.Message}"
        );
    }
}
