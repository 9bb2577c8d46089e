namespace Rehearsal.Doctor;

/// <summary>Something that a rehearsal, or its tests, are made of.</summary>
/// <param name="Name">For people.</param>
/// <param name="Kind">"real", or what it stands for.</param>
/// <param name="Remedy">How it is got where it is missing.</param>
/// <param name="VersionAsync">Asks for the version; nothing where it is missing.</param>
internal sealed record Part(string Name, string Kind, string Remedy, Func<CancellationToken, Task<string?>> VersionAsync)
{
    /// <summary>Without it no rehearsal runs. What is not needed is left out, or got by the first rehearsal itself.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>The oldest that will do.</summary>
    public Version Oldest { get; init; } = new(0, 0);
}
