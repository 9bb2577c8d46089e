namespace Rehearsal.Containers;

/// <summary>Builds from source what an image would run, for machines without a container engine.</summary>
internal interface ISourceBuild : IDisposable
{
    /// <param name="tag">The image's tag. It is computed from the source, so each is built once.</param>
    /// <param name="source">The folder of the source.</param>
    /// <exception cref="Workspace.ResourceError">It does not build.</exception>
    Task<IContainerImage> BuildAsync(string tag, string source, CancellationToken cancel);
}
