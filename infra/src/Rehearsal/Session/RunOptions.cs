using Rehearsal.App.Faults;
using Rehearsal.Assembly;
using Rehearsal.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.Session;

/// <param name="Gate">Who answers at the gate.</param>
/// <param name="Skip">Stages to leave out.</param>
/// <param name="Exit">Stop the app once the end is reached, instead of waiting for Ctrl-C.</param>
public sealed record RunOptions(Gate Gate, IReadOnlyList<string> Skip, bool Exit)
{
    /// <summary>What is wrong with a second release, which is delivered after the first.</summary>
    public Fault? Fault { get; init; }

    /// <summary>A given assembly to follow, in place of what the source synthesises to: then the Build stage hands it on.</summary>
    public string? Assembly { get; init; }

    /// <exception cref="UserError">What is to be left out is no stage, or one that others need.</exception>
    internal void CheckSkipped(PipelineDefinition pipeline)
    {
        string[] stages = [.. pipeline.Stages.Select(stage => stage.Name)];
        string[] needed = ["Source", "Build"];
        foreach (var stage in Skip)
        {
            if (!stages.Contains(stage))
                throw new UserError($"--skip {stage}: the pipeline has no such stage; it has {string.Join(", ", stages)}.");
            if (needed.Contains(stage))
                throw new UserError($"--skip {stage}: every later stage works on what {stage} produces.");
        }
    }
}
