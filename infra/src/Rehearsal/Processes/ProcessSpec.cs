namespace Rehearsal.Processes;

/// <summary>A program to start, with its arguments and environment.</summary>
public sealed record ProcessSpec
{
    public required string Program { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public required string WorkingDirectory { get; init; }

    /// <summary>The variables added to those of every program (see <see cref="ProcessEnvironment"/>).</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it gets only its own variables, as in a container.</summary>
    public bool IsContained { get; init; }

    /// <summary>The file to append the program's output to, both streams.</summary>
    public required string Log { get; init; }
}
