namespace Rehearsal.Containers;

/// <summary>Builds from source what an image would contain, for machines without a container engine.</summary>
internal interface ISourceBuild : IDisposable
{
    /// <summary>The base image in the Dockerfile; null if the app may have any.</summary>
    string? BaseImage { get; }

    /// <summary>Whether it can build what images would contain.</summary>
    bool ReplacesImages => true;

    /// <summary>Builds the image of an action of the pipeline, if the inputs have its tag.</summary>
    /// <param name="inputs">The folders of the action's input artifacts.</param>
    /// <param name="source">The source folder.</param>
    /// <exception cref="Workspace.ResourceError">The build failed.</exception>
    Task BuildAsync(IEnumerable<string> inputs, string source, CancellationToken cancel);

    /// <param name="tag">The image's tag. It is computed from the source, so each source is built once.</param>
    /// <param name="source">The source folder.</param>
    /// <exception cref="Workspace.ResourceError">The build failed.</exception>
    Task<IContainerImage> BuildAsync(string tag, string source, CancellationToken cancel);
}
