using Rehearsal.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Pipeline;

/// <summary>What a stage does when it fails, or when somebody sends it back.</summary>
public sealed class RollbackTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    private const string RefusesBroken = "! grep -q broken release.txt";

    [Fact]
    public async Task A_stage_that_fails_goes_back_to_the_release_that_last_came_through_it()
    {
        DeployAndCheck();
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync("one"));
        Assert.Equal(Outcome.Succeeded, await run.PushAsync("two"));
        Assert.Equal(Outcome.Failed, await run.PushAsync("broken"));
        Assert.Equal("two", File.ReadAllText(Deployed));
        Assert.Matches("Prod goes back to execution [0-9a-f]{8}, commit [0-9a-f]{12}", run.Output);
        Assert.Contains("Prod is back at commit", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rollback_is_an_execution_of_its_own_that_history_tells()
    {
        DeployAndCheck();
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("broken");
        var executions = run.Executions;
        Assert.Equal([Outcome.Succeeded, Outcome.Failed, Outcome.Succeeded], executions.Select(execution => execution.Outcome!.Value));
        Assert.Equal([null, null, executions[0].Id], executions.Select(execution => execution.BackTo));
        Assert.Equal(["Prod"], executions[2].Actions.Select(action => action.Stage).Distinct());
        Assert.Equal(executions[0].Commit, executions[2].Commit);
    }

    [Fact]
    public async Task The_log_of_what_failed_is_still_there_after_the_rollback()
    {
        Pipeline.StageThatGoesBack("Prod", Pipeline.Build("Check", $"cat release.txt && {RefusesBroken}"));
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("broken");
        Assert.Equal(
            "broken",
            File.ReadAllText(Path.Combine(new ExecutionStore(Repository.Folder).Logs(run.Executions[1].Id), "Prod.Check.log"))
        );
    }

    [Fact]
    public async Task The_first_release_has_nothing_to_go_back_to_and_that_is_said()
    {
        Pipeline.StageThatGoesBack("Prod", Pipeline.Build("Check", "exit 1"));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("Prod stays failed: no execution has succeeded in it", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_never_goes_back_to_a_rollback()
    {
        DeployAndCheck();
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("broken");
        await run.PushAsync("broken again");
        Assert.Equal(run.Executions[0].Id, run.Executions[^1].BackTo);
    }

    [Fact]
    public async Task A_stage_that_is_not_to_go_back_stays_failed()
    {
        Pipeline.Stage("Verify", Pipeline.Build("Check", RefusesBroken));
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("broken");
        Assert.DoesNotContain("goes back", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_inside_a_stage_sends_it_back_as_a_failure_does()
    {
        Pipeline.StageThatGoesBack("Prod", SmallPipeline.Approval("Approve"));
        using var run = new RunningPipeline(Repository, Cloud, Pipeline) { Gate = Gate.Reject };
        Assert.Equal(Outcome.Rejected, await run.PushAsync());
        Assert.Contains("nothing to go back to", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollback_that_fails_leaves_the_stage_failed_and_calls_for_a_person()
    {
        Pipeline.StageThatGoesBack("Prod", Pipeline.Build("Check", $"[ ! -e {Deployed} ] && touch {Deployed}"));
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("two");
        Assert.Contains("Prod could not go back", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stages_before_the_one_that_fails_keep_the_new_release()
    {
        Pipeline
            .StageThatGoesBack("Dev", Pipeline.Build("Deploy", $"cp release.txt {Deployed}"))
            .StageThatGoesBack("Prod", Pipeline.Build("Check", RefusesBroken));
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("broken");
        Assert.Equal("broken", File.ReadAllText(Deployed));
    }

    [Fact]
    public async Task A_release_during_whose_watch_an_alarm_rings_goes_back()
    {
        Pipeline.StageUnderWatch(
            "Prod",
            "Errors",
            Pipeline.Build(
                "Deploy",
                $$"""
                cp release.txt {{Deployed}}
                aws cloudwatch put-metric-alarm --alarm-name Errors --namespace N --metric-name M --statistic Sum --period 60 --evaluation-periods 1 --threshold 1 --comparison-operator GreaterThanThreshold
                aws cloudwatch set-alarm-state --alarm-name Errors --state-reason test --state-value $(grep -q broken release.txt && echo ALARM || echo OK)
                """
            )
        );
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync("one"));
        Assert.Equal(Outcome.Failed, await run.PushAsync("broken"));
        Assert.Contains("The alarm Errors rings", run.Output, StringComparison.Ordinal);
        Assert.Equal("one", File.ReadAllText(Deployed));
    }

    [Fact]
    public async Task Somebody_sends_a_stage_back_to_the_release_before()
    {
        DeployAndCheck();
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("two");
        Assert.Equal(
            Outcome.Succeeded,
            await RunningPipeline.OutcomeAsync(run.Engine.RollBack("Prod", to: null, TestContext.Current.CancellationToken))
        );
        Assert.Equal("one", File.ReadAllText(Deployed));
    }

    [Fact]
    public async Task Somebody_chooses_the_release_that_a_stage_goes_back_to()
    {
        DeployAndCheck();
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("two");
        await run.PushAsync("three");
        Assert.Equal(
            Outcome.Succeeded,
            await RunningPipeline.OutcomeAsync(
                run.Engine.RollBack("Prod", run.Executions[0].Id[..8], TestContext.Current.CancellationToken)
            )
        );
        Assert.Equal("one", File.ReadAllText(Deployed));
    }

    [Fact]
    public async Task Sent_back_twice_a_stage_goes_back_twice_and_never_forward()
    {
        DeployAndCheck();
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("two");
        await run.PushAsync("three");
        foreach (var release in (string[])["two", "one"])
        {
            Assert.Equal(
                Outcome.Succeeded,
                await RunningPipeline.OutcomeAsync(run.Engine.RollBack("Prod", to: null, TestContext.Current.CancellationToken))
            );
            Assert.Equal(release, File.ReadAllText(Deployed));
        }
        Assert.Contains(
            "can go back to nothing",
            Assert.Throws<UserError>(() => run.Engine.RollBack("Prod", to: null, TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Prod", null, "can go back to nothing")]
    [InlineData("Prod", "no-such", "can't go back to \"no-such\"")]
    [InlineData("Live", null, "no stage Live; it has Source, Prod")]
    public async Task Sending_a_stage_where_it_cannot_go_is_refused_in_a_sentence(string stage, string? to, string sentence)
    {
        DeployAndCheck();
        using var run = Run();
        await run.PushAsync("one");
        Assert.Contains(
            sentence,
            Assert.Throws<UserError>(() => run.Engine.RollBack(stage, to, TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal
        );
    }

    private void DeployAndCheck() =>
        Pipeline.StageThatGoesBack(
            "Prod",
            Pipeline.Build("Deploy", $"cp release.txt {Deployed}"),
            Pipeline.Build("Check", RefusesBroken, runOrder: 2)
        );
}
