using Rehearsal.Pipeline;

namespace Rehearsal.Tests.Pipeline;

/// <summary>The source as actions get it.</summary>
public sealed class SourceTests(EmulatedAccount account) : SmallPipelineTests(account)
{
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
}
