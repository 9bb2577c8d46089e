using Rehearsal.Pipeline;

namespace Rehearsal.Tests.Pipeline;

/// <summary>Pushes while another execution is running.</summary>
public sealed class ExecutionModeTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    private string Opened => Path.Combine(Repository.Folder.Temp, "opened");

    [Fact]
    public async Task In_superseded_mode_the_newest_execution_replaces_the_waiting_one()
    {
        Pipeline.With("ExecutionMode", "SUPERSEDED").Stage("Dev", DeployOnceOpened());
        using var run = Run();
        var pushes = await PushThreeAsync(run);
        Assert.Equal(Outcome.Superseded, await RunningPipeline.OutcomeAsync(pushes[1]));
        File.WriteAllText(Opened, "");
        Assert.Equal(Outcome.Succeeded, await RunningPipeline.OutcomeAsync(pushes[0]));
        Assert.Equal(Outcome.Succeeded, await RunningPipeline.OutcomeAsync(pushes[2]));
        Assert.Equal(["one", "three"], File.ReadAllLines(Deployed));
        Assert.Matches("Execution [0-9a-f]{8}, commit [0-9a-f]{12}: superseded", run.Output);
    }

    [Fact]
    public async Task In_queued_mode_executions_run_one_after_another()
    {
        Pipeline.With("ExecutionMode", "QUEUED").Stage("Dev", DeployOnceOpened());
        using var run = Run();
        var pushes = await PushThreeAsync(run);
        File.WriteAllText(Opened, "");
        foreach (var push in pushes)
            Assert.Equal(Outcome.Succeeded, await RunningPipeline.OutcomeAsync(push));
        Assert.Equal(["one", "two", "three"], File.ReadAllLines(Deployed));
    }

    [Fact]
    public async Task In_parallel_mode_executions_run_at_the_same_time()
    {
        // Each waits in the stage until the other one is there, too.
        Pipeline
            .With("ExecutionMode", "PARALLEL")
            .Stage(
                "Dev",
                Pipeline.Build(
                    "Meet",
                    $"""
                    cat release.txt >> {Deployed}
                    for i in $(seq 200); do
                      [ $(wc -l < {Deployed}) = 2 ] && exit 0
                      sleep 0.1
                    done
                    exit 1
                    """
                )
            );
        using var run = Run();
        StartedExecution[] pushes = [await run.BeginAsync("one\n"), await run.BeginAsync("two\n")];
        foreach (var push in pushes)
            Assert.Equal(Outcome.Succeeded, await RunningPipeline.OutcomeAsync(push));
    }

    [Fact]
    public async Task In_parallel_mode_no_stage_rolls_back()
    {
        Pipeline.With("ExecutionMode", "PARALLEL").StageWithRollback("Prod", Pipeline.Build("Check", "! grep -q broken release.txt"));
        using var run = Run();
        await run.PushAsync("one");
        await run.PushAsync("broken");
        Assert.Contains("Prod stays failed: a pipeline in PARALLEL mode can't roll back", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_one_execution_waits_for_approval_the_next_one_runs_up_to_the_gate()
    {
        Pipeline.Stage("Dev", Pipeline.Build("Deploy", $"cp release.txt {Deployed}")).Stage("Promote", SmallPipeline.Approval("Approve"));
        using var run = new RunningPipeline(Repository, Cloud, Pipeline) { Gate = Gate.Ask };
        var one = await run.BeginAsync("one");
        await run.QuestionAsync();
        var two = await run.BeginAsync("two");
        await EventuallyAsync(() => File.ReadAllText(Deployed) == "two");

        run.Approvals.Answer(approved: false);
        Assert.Equal(Outcome.Rejected, await RunningPipeline.OutcomeAsync(one));
        await run.QuestionAsync();
        run.Approvals.Answer(approved: true);
        Assert.Equal(Outcome.Succeeded, await RunningPipeline.OutcomeAsync(two));
    }

    private System.Text.Json.Nodes.JsonObject DeployOnceOpened() =>
        Pipeline.Build("Deploy", $"cat release.txt >> {Deployed}; until [ -e {Opened} ]; do sleep 0.05; done");

    /// <summary>Pushes three executions. The first one is in the stage when the others arrive.</summary>
    private async Task<StartedExecution[]> PushThreeAsync(RunningPipeline run)
    {
        var one = await run.BeginAsync("one\n");
        await EventuallyAsync(() => File.Exists(Deployed));
        return [one, await run.BeginAsync("two\n"), await run.BeginAsync("three\n")];
    }
}
