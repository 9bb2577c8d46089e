using Rehearsal.App.Faults;
using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.Session;

/// <param name="Gate">How approvals are answered.</param>
/// <param name="Skip">The stages to skip.</param>
/// <param name="Exit">Whether to stop the app at the end instead of waiting for Ctrl-C.</param>
public sealed record RunOptions(Gate Gate, IReadOnlyList<string> Skip, bool Exit)
{
    /// <summary>What goes wrong while further releases are delivered after the first, one each.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>The folders of clones of the other repositories that the pipeline reads, by owner/name.</summary>
    public IReadOnlyDictionary<string, string> Clones { get; init; } = new Dictionary<string, string>();

    /// <summary>How many builds of one type the account runs at a time; null for any number.</summary>
    public int? Builds { get; init; }

    /// <summary>Reads texts of the form OWNER/NAME=FOLDER.</summary>
    /// <exception cref="UserError">A text is something else, or two have the same repository.</exception>
    internal static IReadOnlyDictionary<string, string> ReadClones(IEnumerable<string> texts)
    {
        Dictionary<string, string> clones = [];
        foreach (var text in texts)
        {
            var isRead =
                text.Split('=', 2) is [{ } repository, { Length: > 0 } folder]
                && repository.Split('/') is [{ Length: > 0 }, { Length: > 0 }]
                && clones.TryAdd(repository, folder);
            if (!isRead)
            {
                throw new UserError(
                    $"--clone {text}: pass OWNER/NAME=FOLDER once for each repository, such as --clone example/settings=../settings"
                );
            }
        }
        return clones;
    }

    /// <summary>The app to rehearse instead of this repository's; null for this repository's.</summary>
    public RehearsedApp? App { get; init; }

    /// <exception cref="UserError">A stage to skip is unknown, or other stages need it.</exception>
    internal void CheckSkipped(PipelineDefinition pipeline)
    {
        string[] stages = [.. pipeline.Stages.Select(stage => stage.Name)];
        foreach (var name in Skip)
        {
            if (!stages.Contains(name))
                throw new UserError($"--skip {name}: the pipeline has no such stage; it has {string.Join(", ", stages)}.");
            var skipped = pipeline.Stages.First(stage => stage.Name == name);
            if (pipeline.Stages.FirstOrDefault(other => !Skip.Contains(other.Name) && other.Needs(skipped)) is { } later)
                throw new UserError($"--skip {name}: {later.Name} needs its output.");
        }
    }

    /// <exception cref="UserError">A fault can't happen in this pipeline or on this machine.</exception>
    internal void CheckFaults(PipelineDefinition pipeline, LocalCloud cloud)
    {
        foreach (var fault in Faults)
            fault.Check(pipeline.Stages.Where(stage => !Skip.Contains(stage.Name)), cloud);
    }
}
