namespace Rehearsal.Doctor;

/// <summary>A program or package that a rehearsal, or its tests, need.</summary>
/// <param name="Name">For people.</param>
/// <param name="Kind">"real", or the AWS service that it replaces.</param>
/// <param name="Remedy">How to install it.</param>
/// <param name="VersionAsync">Asks for the version; nothing where it is missing.</param>
internal sealed record Prerequisite(string Name, string Kind, string Remedy, Func<CancellationToken, Task<string?>> VersionAsync)
{
    /// <summary>Without it no rehearsal runs. What is not needed is left out, or got by the first rehearsal itself.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>The oldest that will do.</summary>
    public Version Oldest { get; init; } = new(0, 0);
}
