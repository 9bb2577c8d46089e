using Rehearsal.Workspace;

namespace Rehearsal.Containers;

/// <summary>For apps of which the rehearsal doesn't know how to build from source what their images contain.</summary>
internal sealed class NoSourceBuild : ISourceBuild
{
    public string? BaseImage => null;

    public bool ReplacesImages => false;

    public Task BuildAsync(IEnumerable<string> inputs, string source, CancellationToken cancel) => Task.CompletedTask;

    public Task<IContainerImage> BuildAsync(string tag, string source, CancellationToken cancel) =>
        throw new ResourceError($"The image {tag} can't run: this machine has no container engine that the rehearsal can use.");

    public void Dispose() { }
}
