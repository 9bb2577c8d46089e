using Rehearsal.Delivery;

namespace Rehearsal.CommandLine;

/// <param name="Gate">Who answers at the gate.</param>
/// <param name="Skip">Stages to leave out.</param>
/// <param name="Exit">Stop the app once the end is reached, instead of waiting for Ctrl-C.</param>
/// <param name="Plain">One line an event.</param>
public sealed record RunOptions(Gate Gate, IReadOnlyList<string> Skip, bool Exit, bool Plain)
{
    /// <summary>What is wrong with a second release, which is delivered after the first.</summary>
    public Fault? Fault { get; init; }

    /// <summary>A given assembly to follow, in place of what the source synthesises to: then the Build stage hands it on.</summary>
    public string? Assembly { get; init; }
}
