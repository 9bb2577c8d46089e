using Microsoft.Extensions.Time.Testing;
using Rehearsal.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Pipeline;

/// <summary>Automatic and manual rollbacks of a stage.</summary>
public sealed class RollbackTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    private const string RefusesBroken = "! grep -q broken release.txt";

    [Fact]
    public async Task A_failed_stage_rolls_back_to_the_last_release_that_succeeded_in_it()
    {
        DeployAndCheck();
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync("one"));
        Assert.Equal(Outcome.Succeeded, await run.PushAsync("two"));
        Assert.Equal(Outcome.Failed, await run.PushAsync("broken"));
        Assert.Equal("two", File.ReadAllText(Deployed));
        Assert.Matches("Prod rolls back to execution [0-9a-f]{8}, commit [0-9a-f]{12}", run.Output);
        Assert.Contains("Prod is back at commit", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollback_is_a_separate_execution_in_the_history()
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
    public async Task The_log_of_the_failed_action_survives_the_rollback()
    {
        Pipeline.StageWithRollback("Prod", Pipeline.Build("Check", $"cat release.txt && {RefusesBroken}"));
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("broken");
        Assert.Equal(
            "broken",
            File.ReadAllText(Path.Combine(new ExecutionStore(Repository.Folder).Logs(run.Executions[1].Id), "Prod.Check.log"))
        );
    }

    [Fact]
    public async Task A_failed_first_release_reports_that_there_is_no_rollback_target()
    {
        Pipeline.StageWithRollback("Prod", Pipeline.Build("Check", "exit 1"));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("Prod stays failed: no execution has succeeded in it", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_never_rolls_back_to_a_rollback()
    {
        DeployAndCheck();
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("broken");
        await run.PushAsync("broken again");
        Assert.Equal(run.Executions[0].Id, run.Executions[^1].BackTo);
    }

    [Fact]
    public async Task A_stage_without_a_rollback_reaction_stays_failed()
    {
        Pipeline.Stage("Verify", Pipeline.Build("Check", RefusesBroken));
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("broken");
        Assert.DoesNotContain("rolls back", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_inside_a_stage_triggers_its_rollback()
    {
        Pipeline.StageWithRollback("Prod", SmallPipeline.Approval("Approve"));
        using var run = new RunningPipeline(Repository, Cloud, Pipeline) { Gate = Gate.Reject };
        Assert.Equal(Outcome.Rejected, await run.PushAsync());
        Assert.Contains("it has no rollback target", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_rollback_leaves_the_stage_failed_and_is_reported()
    {
        Pipeline.StageWithRollback("Prod", Pipeline.Build("Check", $"[ ! -e {Deployed} ] && touch {Deployed}"));
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("two");
        Assert.Contains("Prod could not roll back", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_does_not_roll_back_a_stack_whose_own_rollback_failed()
    {
        var stack = $"Stack{Guid.NewGuid():N}";
        Pipeline
            .Stage("Build", Pipeline.Build("Synth", "true", output: ("Assembly", "assembly")))
            .StageWithRollback("Prod", SmallPipeline.Stack(stack, "stack.template.json", "Outputs"));
        using var run = Run();
        WriteCache("7.0");
        Assert.Equal(Outcome.Succeeded, await run.PushAsync("one"));
        WriteCache("7.1", """, "Broken": { "Type": "AWS::SNS::Topic", "DependsOn": "Cache", "Properties": { "TopicName": "it's" } }""");
        Assert.Equal(Outcome.Failed, await run.PushAsync("broken"));
        Assert.Matches($"Stack:.*{stack}.* is in UPDATE_ROLLBACK_FAILED state and can not be updated", run.Output);
        Assert.Contains("Prod could not roll back and stays failed", run.Output, StringComparison.Ordinal);

        void WriteCache(string version, string more = "") =>
            Repository.Write(
                "assembly/stack.template.json",
                $$"""
                { "Resources": {
                  "Cache": { "Type": "AWS::ElastiCache::ReplicationGroup", "Properties": {
                    "ReplicationGroupDescription": "Cache", "CacheNodeType": "cache.t4g.micro", "NumCacheClusters": 1,
                    "AutomaticFailoverEnabled": false, "TransitEncryptionEnabled": true, "EngineVersion": "{{version}}" } } {{more}}
                } }
                """
            );
    }

    [Fact]
    public async Task Stages_before_the_failed_one_keep_the_new_release()
    {
        Pipeline
            .StageWithRollback("Dev", Pipeline.Build("Deploy", $"cp release.txt {Deployed}"))
            .StageWithRollback("Prod", Pipeline.Build("Check", RefusesBroken));
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("broken");
        Assert.Equal("broken", File.ReadAllText(Deployed));
    }

    [Fact]
    public async Task An_alarm_during_the_watch_rolls_the_release_back()
    {
        Pipeline.StageWithWatch(
            "Prod",
            "Errors",
            Pipeline.Build(
                "Deploy",
                $$"""
                cp release.txt {{Deployed}}
                {{SmallPipeline.AsAdministrator}}
                aws cloudwatch put-metric-alarm --alarm-name Errors --namespace N --metric-name M --statistic Sum --period 60 \
                  --evaluation-periods 1 --threshold 1 --comparison-operator GreaterThanThreshold
                state=$(grep -q broken release.txt && echo ALARM || echo OK)
                aws cloudwatch set-alarm-state --alarm-name Errors --state-reason test --state-value $state
                """
            )
        );
        var time = new FakeTimeProvider();
        using var run = new RunningPipeline(Repository, Cloud, Pipeline) { Time = time };
        var quiet = run.PushAsync("one");
        await EventuallyAsync(() =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return quiet.IsCompleted;
        });
        Assert.Equal(Outcome.Succeeded, await quiet);
        Assert.Equal(Outcome.Failed, await run.PushAsync("broken"));
        Assert.Contains("The alarm Errors went off", run.Output, StringComparison.Ordinal);
        Assert.Equal("one", File.ReadAllText(Deployed));
    }

    [Fact]
    public async Task A_manual_rollback_restores_the_previous_release()
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
    public async Task A_manual_rollback_may_choose_the_release()
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
    public async Task Two_manual_rollbacks_go_back_two_releases_and_never_forward()
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
            "Prod has no rollback target",
            Assert.Throws<UserError>(() => run.Engine.RollBack("Prod", to: null, TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Prod", null, "Prod has no rollback target")]
    [InlineData("Prod", "no-such", "can't roll back to \"no-such\"")]
    [InlineData("Live", null, "no stage Live; it has Source, Prod")]
    public async Task An_impossible_rollback_is_refused_with_a_reason(string stage, string? to, string sentence)
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
        Pipeline.StageWithRollback(
            "Prod",
            Pipeline.Build("Deploy", $"cp release.txt {Deployed}"),
            Pipeline.Build("Check", RefusesBroken, runOrder: 2)
        );
}
