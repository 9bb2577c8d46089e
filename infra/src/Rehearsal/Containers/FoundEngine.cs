namespace Rehearsal.Containers;

/// <summary>A container engine that works on this machine.</summary>
/// <param name="Name">docker, podman or buildah.</param>
/// <param name="HasRealBase">Whether it builds on the base image that the Dockerfile names, as opposed to a stand-in.</param>
/// <param name="Environment">What its scripts are told.</param>
internal sealed record FoundEngine(string Name, bool HasRealBase, IReadOnlyDictionary<string, string> Environment);
