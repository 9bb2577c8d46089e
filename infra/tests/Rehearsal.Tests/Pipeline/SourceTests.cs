using Rehearsal.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Pipeline;

/// <summary>The sources as actions get them.</summary>
public sealed class SourceTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    private const string Other = "example/settings";

    private string Clone => Path.Combine(Repository.Folder.Temp, "clone");

    [Fact]
    public async Task An_action_gets_the_archive_or_the_full_clone_of_the_same_commit()
    {
        Pipeline
            .WithHistory()
            .Stage(
                "Build",
                Pipeline.Build("Archive", "[ ! -e .git ]"),
                Pipeline.Build(
                    "Clone",
                    "[ \"$(git rev-parse HEAD)\" = \"$COMMIT\" ]",
                    input: "History",
                    variables: """[{ "name": "COMMIT", "value": "#{Source.CommitId}" }]"""
                )
            );
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync());
    }

    [Fact]
    public async Task Each_source_has_the_files_the_commit_and_the_variables_of_its_own_branch()
    {
        await CommitAsync(Clone, "live", "settings.txt");
        await CommitAsync(Repository.Root, "docs", "docs.txt");
        Pipeline
            .WithSource("Settings", Other, "live")
            .WithSource("Docs", "example/small", "docs")
            .Stage(
                "Test",
                Pipeline.Build("Mine", "[ -e release.txt ] && [ ! -e settings.txt ]"),
                Pipeline.Build("Docs", "[ -e docs.txt ] && [ ! -e release.txt ]", input: "Docs"),
                Pipeline.Build(
                    "Settings",
                    $"""
                    set -e
                    echo "$SEEN" >> {Deployed}
                    [ -e settings.txt ] && [ "$COMMIT" = "$CODEBUILD_RESOLVED_SOURCE_VERSION" ]
                    [ "$(git ls-remote https://github.com/{Other} live | cut -f 1)" = "$COMMIT" ]
                    """,
                    input: "Settings",
                    variables: """
                    [
                      { "name": "COMMIT", "value": "#{Settings.CommitId}" },
                      { "name": "SEEN", "value": "#{Settings.FullRepositoryName} #{Settings.BranchName} #{Settings.CommitMessage}" }
                    ]
                    """
                )
            );
        using var run = new RunningPipeline(Repository, Cloud, Pipeline) { Clones = new Dictionary<string, string> { [Other] = Clone } };
        Assert.True(await run.PushAsync() == Outcome.Succeeded, run.Output);
        await CommitAsync(Clone, "live", "more.txt");
        Assert.True(await run.PushAsync() == Outcome.Succeeded, run.Output);
        Assert.Equal([$"{Other} live Add settings.txt", $"{Other} live Add more.txt"], File.ReadAllLines(Deployed));
        Assert.Contains(run.Started, started => started.StartsWith($"{Other} live (commit ", StringComparison.Ordinal));
        Assert.True(await run.PushAsync() == Outcome.Succeeded, run.Output);
        Assert.DoesNotContain(run.Started, started => started.StartsWith(Other, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "The source action Settings reads example/settings: pass --clone example/settings=FOLDER with a clone of it")]
    [InlineData("nowhere", "nowhere is no git repository with this branch.")]
    public async Task A_source_that_this_machine_lacks_is_named_before_the_start(string? clone, string problem)
    {
        Pipeline.WithSource("Settings", Other, "live");
        using var run = new RunningPipeline(Repository, Cloud, Pipeline)
        {
            Clones = clone is null ? new() : new Dictionary<string, string> { [Other] = clone },
        };
        Assert.Contains(problem, (await Assert.ThrowsAsync<UserError>(run.ServeSourcesAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clone_that_no_source_reads_is_refused()
    {
        using var run = new RunningPipeline(Repository, Cloud, Pipeline) { Clones = new Dictionary<string, string> { [Other] = Clone } };
        Assert.Equal(
            $"--clone {Other}: no other source action of the pipeline reads this repository.",
            (await Assert.ThrowsAsync<UserError>(run.ServeSourcesAsync)).Message
        );
    }

    private Task CommitAsync(string folder, string branch, string file) => GitClone.CommitAsync(Repository.Processes, folder, branch, file);
}
