using Rehearsal.Workspace;

namespace Rehearsal.Aws.Ecs;

/// <summary>Ends a deployment when too many of its tasks did not come up: half of their number, but 3 at least and 200 at most, as in ECS.</summary>
/// <param name="before">Whether there are tasks of an earlier deployment.</param>
internal sealed class CircuitBreaker(int desired, bool before)
{
    private readonly int limit = Math.Clamp((desired + 1) / 2, 3, 200);
    private int failures;

    /// <returns>What people are told of the failure.</returns>
    /// <exception cref="ResourceError">It was one too many.</exception>
    public string Count(ResourceError failure)
    {
        var number = Interlocked.Increment(ref failures);
        return number < limit
            ? $"a task did not come up ({number} of {limit}, then the circuit breaker ends the deployment). {failure.Reason}"
            : throw new ResourceError(
                $"The circuit breaker ended the deployment after {limit} tasks that did not come up{(before ? "; those before go on" : "")}. {failure.Message}"
            );
    }
}
