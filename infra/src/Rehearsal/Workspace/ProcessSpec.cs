namespace Rehearsal.Workspace;

/// <summary>A program to start: all that it will see of its surroundings.</summary>
public sealed record ProcessSpec
{
    public required string Program { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public required string WorkingDirectory { get; init; }

    /// <summary>Added to the made-up surroundings that every program gets (see <see cref="Surroundings"/>).</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>It sees its own environment and nothing of the surroundings: as in a container.</summary>
    public bool IsContained { get; init; }

    /// <summary>The file that takes what the program prints, both streams; appended to.</summary>
    public required string Log { get; init; }
}
