using System.Text.Json.Nodes;
using Rehearsal.App.Faults;
using Rehearsal.Pipeline;
using Rehearsal.Tests.Pipeline;

namespace Rehearsal.Tests.App.Faults;

/// <summary>Faults of a second delivery, through the smallest pipeline that shows them.</summary>
public sealed class FaultyDeliveryTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    [Fact]
    public async Task A_failing_unit_test_stops_a_release_before_the_first_environment()
    {
        Pipeline
            .Stage("Verify", Pipeline.Build("Test", "for test in app-backend/src/*.test.ts; do [ ! -e $test ] || node $test; done"))
            .StageWithRollback("Prod", Deploys());
        var output = await BreakAsync("failing-unit-test", Outcome.Failed);
        Assert.Contains("A unit test of this release fails.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_does_not_build_rolls_back_the_environment_that_builds_it()
    {
        Pipeline.StageWithRollback("Dev", Pipeline.Build("Image", "node app-backend/src/main.ts")).StageWithRollback("Prod", Deploys());
        var output = await BreakAsync("failing-image-build", Outcome.Failed);
        Assert.Contains("SyntaxError", output, StringComparison.Ordinal);
        Assert.Matches("Dev is back at commit [0-9a-f]{12}.", output);
    }

    [Theory]
    [InlineData("rejected-approval", Outcome.Rejected, "rejected")]
    [InlineData("expired-approval", Outcome.Failed, "The approval was not answered within 5 minutes.")]
    public async Task A_release_that_is_not_approved_leaves_the_environment_as_it_was(string fault, Outcome outcome, string reason)
    {
        Pipeline.Stage("Promote", SmallPipeline.Approval("Approve", minutes: 5)).StageWithRollback("Prod", Deploys());
        Assert.Contains(reason, await BreakAsync(fault, outcome), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_fails_the_action_that_writes_and_the_environment_rolls_back()
    {
        Pipeline.StageWithRollback("Prod", Deploys());
        var output = await BreakAsync("full-disk", Outcome.Failed);
        Assert.Matches("Its input Source could not be copied to .*: is the disk full\\?", output);
        Assert.Matches("Prod is back at commit [0-9a-f]{12}.", output);
    }

    [Fact]
    public async Task A_full_disk_fails_the_fetch_of_the_source()
    {
        Pipeline.StageWithRollback("Prod", Deploys());
        Assert.Contains("git checkout failed: ", await BreakAsync("full-disk", Outcome.Failed, "Source"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_without_workflow_cannot_roll_a_site_back_to_an_older_workflow()
    {
        var push = "git push --quiet --force https://github.com/example/small HEAD:refs/heads/release/prod 2>&1";
        Pipeline
            .WithHistory()
            .StageWithRollback(
                "Prod",
                Pipeline.Build("ProdSite", push, input: "History"),
                Pipeline.Build("ProdSmokeTest", "bash infra/steps/smoke-test.sh", runOrder: 2)
            );
        Repository.Write(".github/workflows/bootstrap.yml", "name: Bootstrap\n");
        Repository.Write("infra/steps/smoke-test.sh", "#!/usr/bin/env bash\n");
        Repository.Write("app-backend/src/main.ts", "");
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync("one"));
        Assert.Equal(Outcome.Failed, await run.PushAsync(Fault.Named("token-without-workflow")));
        Assert.Contains(
            "refusing to allow a Personal Access Token to create or update workflow `.github/workflows/bootstrap.yml`",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("The smoke test of this release fails in Prod.", run.Output, StringComparison.Ordinal);
    }

    /// <summary>A deployment that writes down which release it is.</summary>
    private JsonObject Deploys() => Pipeline.Build("Deploy", $"cp release.txt {Deployed}");

    /// <summary>Delivers a release, and then one with a fault, which must not stay deployed.</summary>
    private async Task<string> BreakAsync(string fault, Outcome outcome, string stage = "Prod")
    {
        Repository.Write("app-backend/src/main.ts", "console.log('The first release.');\n");
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync("one"));
        Assert.Equal(outcome, await run.PushAsync(Fault.Named(fault), stage));
        Assert.Equal("one", await File.ReadAllTextAsync(Deployed, TestContext.Current.CancellationToken));
        return run.Output;
    }
}
