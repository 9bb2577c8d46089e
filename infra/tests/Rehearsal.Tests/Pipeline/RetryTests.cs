using System.Text.Json.Nodes;
using Rehearsal.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Pipeline;

/// <summary>Failed actions and stages are retried.</summary>
public sealed class RetryTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    private string Mended => Path.Combine(Repository.Folder.Temp, "mended");

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_retry_repeats_the_failed_actions_or_the_whole_stage_and_the_execution_continues(bool all, int deployments)
    {
        Pipeline
            .Stage("Dev", Deploy(), Pipeline.Build("Check", $"[ -e {Mended} ]", runOrder: 2))
            .Stage("Prod", Pipeline.Build("Greet", "true"));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        File.WriteAllText(Mended, "");
        Assert.Equal(Outcome.Succeeded, await RunningPipeline.OutcomeAsync(Retry(run, all)));
        Assert.Equal(deployments, File.ReadAllLines(Deployed).Length);
        Assert.Matches("Prod +Greet +succeeded", run.Output);
        Assert.Single(run.Executions);
    }

    [Theory]
    [InlineData("FAILED_ACTIONS", 1)]
    [InlineData("ALL_ACTIONS", 2)]
    public async Task A_stage_with_a_retry_reaction_retries_once_automatically(string mode, int deployments)
    {
        var reaction = new JsonObject
        {
            ["Result"] = "RETRY",
            ["RetryConfiguration"] = new JsonObject { ["RetryMode"] = mode },
        };
        Pipeline.StageThatReacts(
            "Dev",
            reaction,
            Deploy(),
            Pipeline.Build("Check", $"[ -e {Mended} ] || {{ touch {Mended}; exit 1; }}", runOrder: 2)
        );
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync());
        Assert.Equal(deployments, File.ReadAllLines(Deployed).Length);
    }

    [Fact]
    public async Task A_stage_that_fails_again_stays_failed()
    {
        Pipeline.StageThatReacts("Dev", new() { ["Result"] = "RETRY" }, Deploy(), Pipeline.Build("Check", "exit 1", runOrder: 2));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Equal(
            ["Deploy", "Check", "Check"],
            run.Executions.Single().Actions.Where(action => action.Stage == "Dev").Select(action => action.Action)
        );
    }

    [Fact]
    public async Task Without_a_failure_a_retry_is_refused()
    {
        Pipeline.Stage("Dev", Deploy());
        using var run = Run();
        await run.PushAsync();
        Assert.Contains(
            "Dev has nothing to retry",
            Assert.Throws<UserError>(() => Retry(run, all: false)).Message,
            StringComparison.Ordinal
        );
    }

    private JsonObject Deploy() => Pipeline.Build("Deploy", $"echo deployed >> {Deployed}");

    private static StartedExecution Retry(RunningPipeline run, bool all) =>
        run.Engine.Retry("Dev", all, TestContext.Current.CancellationToken);
}
