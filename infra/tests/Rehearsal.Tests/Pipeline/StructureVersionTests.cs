using Microsoft.Extensions.Time.Testing;
using Rehearsal.Pipeline;

namespace Rehearsal.Tests.Pipeline;

/// <summary>A push that changes the pipeline itself.</summary>
public sealed class StructureVersionTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    private string Assembly => Path.Combine(Repository.Root, "assembly");

    [Fact]
    public async Task A_push_that_changes_the_pipeline_restarts_in_the_new_one()
    {
        Restarting(true);
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync("one"));
        Pipeline.Stage("New", Pipeline.Build("Greet", "true")).Write(Assembly);
        Assert.Equal(Outcome.Succeeded, await run.PushAsync("two"));
        Assert.Matches("New +Greet +succeeded", run.Output);
        Assert.Equal(
            [Outcome.Succeeded, Outcome.Cancelled, Outcome.Succeeded],
            run.Executions.Select(execution => execution.Outcome!.Value)
        );
        Assert.Equal([1, 1, 2], run.Executions.Select(execution => execution.Version));
        Assert.Equal(run.Executions[1].Commit, run.Executions[2].Commit);
    }

    [Fact]
    public async Task No_stage_rolls_back_to_before_a_pipeline_change()
    {
        Restarting(true);
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync("one"));
        Pipeline.Stage("New", Pipeline.Build("Greet", "true")).Write(Assembly);
        Assert.Equal(Outcome.Failed, await run.PushAsync("broken"));
        Assert.Contains(
            "Prod stays failed: no execution has succeeded in it since the pipeline's structure last changed",
            run.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_restart_on_update_the_push_ends_at_the_pipeline_change()
    {
        Restarting(false);
        using var run = Run();
        await run.PushAsync("one");
        Pipeline.Stage("New", Pipeline.Build("Greet", "true")).Write(Assembly);
        Assert.Equal(Outcome.Cancelled, await run.PushAsync("two"));
    }

    [Fact]
    public async Task Running_executions_of_the_old_pipeline_are_cancelled()
    {
        var opened = Path.Combine(Repository.Folder.Temp, "opened");
        Restarting(true, deploy: $"touch {Deployed}; until [ -e {opened} ]; do sleep 0.05; done");
        using var run = Run();
        var one = await run.BeginAsync("one");
        await EventuallyAsync(() => File.Exists(Deployed));
        Pipeline.Stage("New", Pipeline.Build("Greet", "true")).Write(Assembly);
        var two = await run.BeginAsync("two");
        Assert.Equal(Outcome.Cancelled, (await OutcomeOf(two)));
        File.WriteAllText(opened, "");
        Assert.Equal(Outcome.Cancelled, await RunningPipeline.OutcomeAsync(one));
        Assert.Equal(Outcome.Succeeded, await RunningPipeline.OutcomeAsync(two));

        async Task<Outcome> OutcomeOf(StartedExecution push)
        {
            await EventuallyAsync(() => push.Execution.Record.Outcome is not null);
            return push.Execution.Record.Outcome!.Value;
        }
    }

    [Fact]
    public async Task A_release_that_is_watched_while_the_pipeline_changes_ends_as_cancelled_and_stays()
    {
        var time = new FakeTimeProvider();
        Pipeline
            .With("RestartExecutionOnUpdate", true)
            .Stage("Build", Pipeline.Build("Synth", "true", output: ("Synth_Output", "assembly")))
            .Stage("UpdatePipeline", Pipeline.Build("SelfMutate", "true", input: "Synth_Output"))
            .StageWithWatch("Prod", "no-such", Pipeline.Build("Deploy", $"cp release.txt {Deployed}"))
            .Write(Assembly);
        using var run = new RunningPipeline(Repository, Cloud, Pipeline) { Time = time };
        var one = await run.BeginAsync("one");
        await EventuallyAsync(() => run.Output.Contains("Watching the alarm no-such of Prod", StringComparison.Ordinal));
        Pipeline.Stage("New", Pipeline.Build("Greet", "true")).Write(Assembly);
        var two = await run.BeginAsync("two");
        await EventuallyAsync(() => one.Execution.IsCancelled);

        // The watch asks for the alarm several times before it would end.
        await EndAsync(one, step: TimeSpan.FromMilliseconds(20));
        Assert.Equal(Outcome.Cancelled, await RunningPipeline.OutcomeAsync(one));
        Assert.DoesNotContain("Prod", one.Execution.Record.Succeeded);
        Assert.Contains("the alarm no-such of Prod is no longer watched", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("rolls back", run.Output, StringComparison.Ordinal);

        await EndAsync(two, step: TimeSpan.FromMinutes(1));
        Assert.Equal(Outcome.Succeeded, await RunningPipeline.OutcomeAsync(two));

        Task EndAsync(StartedExecution push, TimeSpan step) =>
            EventuallyAsync(() =>
            {
                time.Advance(step);
                return push.End.IsCompleted;
            });
    }

    private void Restarting(bool restarts, string deploy = "true") =>
        Pipeline
            .With("RestartExecutionOnUpdate", restarts)
            .Stage("Build", Pipeline.Build("Synth", "true", output: ("Synth_Output", "assembly")))
            .Stage("UpdatePipeline", Pipeline.Build("SelfMutate", "true", input: "Synth_Output"))
            .StageWithRollback(
                "Prod",
                Pipeline.Build("Deploy", deploy),
                Pipeline.Build("Check", "! grep -q broken release.txt", runOrder: 2)
            )
            .Write(Assembly);
}
