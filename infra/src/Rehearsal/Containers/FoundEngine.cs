namespace Rehearsal.Containers;

/// <summary>A container engine that works on this machine.</summary>
/// <param name="Name">docker or buildah.</param>
/// <param name="HasRealBase">Whether it builds on the Dockerfile's real base image rather than a stand-in.</param>
/// <param name="Environment">The variables for its scripts.</param>
internal sealed record FoundEngine(string Name, bool HasRealBase, IReadOnlyDictionary<string, string> Environment);
