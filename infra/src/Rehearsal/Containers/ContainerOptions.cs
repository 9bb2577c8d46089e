namespace Rehearsal.Containers;

/// <summary>How a container runs, where that is not up to the image.</summary>
/// <param name="User">USER or USER:GROUP, by name or number; null for the image's own user.</param>
/// <param name="ReadonlyRootFilesystem">Whether it may not write to its own files.</param>
internal sealed record ContainerOptions(string? User = null, bool ReadonlyRootFilesystem = false);
