namespace Rehearsal.Processes;

/// <summary>A program to start, and all of its environment.</summary>
public sealed record ProcessSpec
{
    public required string Program { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public required string WorkingDirectory { get; init; }

    /// <summary>Added to the environment that every program gets (see <see cref="ProcessEnvironment"/>).</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>It gets only its own variables, as in a container.</summary>
    public bool IsContained { get; init; }

    /// <summary>The file that takes what the program prints, both streams; appended to.</summary>
    public required string Log { get; init; }
}
