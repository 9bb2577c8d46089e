namespace Rehearsal.Assembly;

/// <summary>An image that the app builds.</summary>
/// <param name="Id">The hash that names it.</param>
/// <param name="Name">The construct that has it, or the folder that it is built from.</param>
public sealed record ContainerAsset(string Id, string Name);
