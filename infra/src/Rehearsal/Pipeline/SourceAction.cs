using Rehearsal.Assembly;
using Rehearsal.GitHub;

namespace Rehearsal.Pipeline;

/// <summary>A source action: fetches the commit of an execution, as an archive or a clone.</summary>
internal sealed class SourceAction(SourceRepository repository)
{
    private static readonly string[] Common = ["AuthorDate", "BranchName", "CommitId", "CommitMessage"];

    /// <summary>The variables that not every provider has.</summary>
    /// <seealso href="https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html"/>
    private static readonly Dictionary<string, string[]> Others = new()
    {
        ["CodeCommit"] = ["CommitterDate", "RepositoryName"],
        ["CodeStarSourceConnection"] = ["ConnectionArn", "FullRepositoryName"],
        ["GitHub"] = ["CommitterDate", "CommitUrl", "RepositoryName"],
    };

    /// <summary>Fetches the execution's commit, or the latest one of another branch or repository.</summary>
    /// <returns>The commit.</returns>
    public async Task<string> RunAsync(ActionDefinition action, Execution execution, CancellationToken cancel)
    {
        var source = Source.Of(action);
        var isWorkingTree = repository.WorkingTree is null || source == repository.WorkingTree;
        var commit = isWorkingTree ? execution.Commit : await repository.HeadAsync(source, cancel);
        var artifact = execution.Artifact(action.Outputs[0]);
        execution.SetCommit(action.Outputs[0], commit);
        if (action.Configuration.GetValueOrDefault("OutputArtifactFormat") == "CODEBUILD_CLONE_REF")
        {
            await repository.CloneAsync(commit, artifact, cancel, source.Repository);
        }
        else
        {
            await repository.ArchiveAsync(commit, artifact, cancel, source.Repository);
            if (isWorkingTree)
                execution.Source = artifact;
        }
        if (action.Namespace is { } space)
            execution.SetVariables(space, await VariablesAsync(action, source, commit, cancel));
        return commit;
    }

    private async Task<Dictionary<string, string>> VariablesAsync(
        ActionDefinition action,
        Source source,
        string commit,
        CancellationToken cancel
    )
    {
        var (authored, committed, message) = await repository.DescribeAsync(source.Repository, commit, cancel);
        Dictionary<string, string> all = new()
        {
            ["AuthorDate"] = authored,
            ["BranchName"] = source.Branch,
            ["CommitId"] = commit,
            ["CommitMessage"] = message,
            ["CommitterDate"] = committed,
            ["FullRepositoryName"] = source.Repository,
            ["RepositoryName"] = source.Repository.Split('/')[^1],
            ["CommitUrl"] = $"{source.Address}/commit/{commit}",
            ["ConnectionArn"] = action.Configuration.GetValueOrDefault("ConnectionArn", ""),
        };
        return all.Where(variable => Common.Concat(Others[action.Provider]).Contains(variable.Key)).ToDictionary();
    }
}
