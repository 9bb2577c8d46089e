namespace Rehearsal.Containers;

/// <summary>The container settings that override the image's.</summary>
/// <param name="User">USER or USER:GROUP, by name or number; null for the image's own user.</param>
/// <param name="ReadonlyRootFilesystem">Whether the root file system is read-only.</param>
internal sealed record ContainerOptions(string? User = null, bool ReadonlyRootFilesystem = false);
