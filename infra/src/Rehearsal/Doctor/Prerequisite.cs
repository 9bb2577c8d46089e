namespace Rehearsal.Doctor;

/// <summary>A program or package that a rehearsal or its tests need.</summary>
/// <param name="Name">The name for users.</param>
/// <param name="Kind">"real", or the AWS service that it replaces.</param>
/// <param name="Remedy">How to install it.</param>
/// <param name="VersionAsync">Gets the version; null if it is missing.</param>
internal sealed record Prerequisite(string Name, string Kind, string Remedy, Func<CancellationToken, Task<string?>> VersionAsync)
{
    /// <summary>Whether a rehearsal fails without it. A rehearsal skips or installs the others.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>The oldest version that works.</summary>
    public Version Oldest { get; init; } = new(0, 0);
}
