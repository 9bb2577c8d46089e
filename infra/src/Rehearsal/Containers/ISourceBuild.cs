namespace Rehearsal.Containers;

/// <summary>Builds from source what an image would contain, for machines without a container engine.</summary>
internal interface ISourceBuild : IDisposable
{
    /// <param name="tag">The image's tag. It is computed from the source, so each source is built once.</param>
    /// <param name="source">The source folder.</param>
    /// <exception cref="Workspace.ResourceError">The build failed.</exception>
    Task<IContainerImage> BuildAsync(string tag, string source, CancellationToken cancel);
}
