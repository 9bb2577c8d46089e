using Rehearsal.Assembly;
using Rehearsal.Workspace;

namespace Rehearsal.GitHub;

/// <summary>
/// The branches that the source actions of a pipeline read. That of the first action is the working tree's. The others are this
/// repository's own, or those of clones on this machine.
/// </summary>
internal sealed class PipelineSources
{
    private readonly SourceRepository repository;
    private readonly IReadOnlyList<Source> sources;
    private readonly Dictionary<Source, string> delivered = [];

    private PipelineSources(SourceRepository repository, IReadOnlyList<Source> sources) =>
        (this.repository, this.sources) = (repository, sources);

    public bool AreSeveral => sources.Count > 1;

    /// <summary>Serves all repositories of a pipeline.</summary>
    /// <param name="clones">The folder of a clone, by repository: owner/name.</param>
    /// <exception cref="UserError">A source action reads what this machine doesn't have.</exception>
    public static async Task<PipelineSources> ServeAsync(
        PipelineDefinition pipeline,
        SourceRepository repository,
        IReadOnlyDictionary<string, string> clones,
        CancellationToken cancel
    )
    {
        var actions = pipeline.Stages[0].Actions;
        Source[] sources = [.. actions.Select(Source.Of).Distinct()];
        var first = sources[0];
        repository.WorkingTree = first;
        await repository.ServeAsync(first.Address, cancel);
        if (clones.Keys.Except(sources.Skip(1).Select(source => source.Repository)).FirstOrDefault() is { } unused)
            throw new UserError($"--clone {unused}: no other source action of the pipeline reads this repository.");
        foreach (var source in sources.Skip(1))
        {
            if (clones.TryGetValue(source.Repository, out var clone))
            {
                await repository.ServeAsync(source, clone, cancel);
            }
            else if (source.Repository != first.Repository)
            {
                throw new UserError(
                    $"The source action {actions.First(action => Source.Of(action) == source).Name} reads {source.Repository}: "
                        + $"pass --clone {source.Repository}=FOLDER with a clone of it on this machine."
                );
            }
            await repository.HeadAsync(source, cancel);
        }
        return new(repository, sources);
    }

    /// <summary>Moves the working tree's branch to a commit, as a push does.</summary>
    /// <returns>The branches with commits that no push has delivered yet, such as "example/app main (commit c0ffee123456)".</returns>
    public async Task<IReadOnlyList<string>> PushAsync(string commit, CancellationToken cancel)
    {
        await repository.MoveAsync(sources[0].Branch, commit, cancel);
        List<string> changed = [];
        foreach (var source in sources)
        {
            var head = source == sources[0] ? commit : await repository.HeadAsync(source, cancel);
            if (delivered.GetValueOrDefault(source) != head)
                changed.Add($"{source.Repository} {source.Branch} (commit {head[..12]})");
            delivered[source] = head;
        }
        return changed;
    }
}

/// <summary>The branch of a repository that a source action reads.</summary>
/// <param name="Repository">owner/name, or the name of a CodeCommit repository.</param>
/// <param name="Address">The repository's address for git.</param>
public sealed record Source(string Repository, string Branch, string Address)
{
    /// <exception cref="UserError">The action has another provider.</exception>
    public static Source Of(ActionDefinition action) =>
        SourceAddress.IsSource(action.Provider)
            ? new(action.RepositoryName, action.BranchName, action.GitAddress)
            : throw new UserError(
                $"The source action {action.Name} has the provider {action.Provider}, whose sources are no git repositories."
            );
}
