using Rehearsal.Pipeline;

namespace Rehearsal.Tests.Pipeline;

/// <summary>How many builds run at a time.</summary>
public sealed class BuildLimitTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    private string Opened => Path.Combine(Repository.Folder.Temp, "opened");

    private string UntilOpened => $"until [ -e {Opened} ]; do sleep 0.05; done";

    [Fact]
    public async Task A_new_account_refuses_a_second_build_until_the_first_one_is_over()
    {
        Pipeline
            .Stage("Build", Pipeline.Build("One", "true"), Pipeline.Build("Two", "true", runOrder: 2))
            .Stage("Test", Pipeline.Build("Three", UntilOpened), Pipeline.Build("Four", UntilOpened));
        using var run = new RunningPipeline(Repository, Cloud, Pipeline) { Builds = 1 };
        await FailAsync(run, "Error calling startBuild: Cannot have more than 1 builds in queue for the account");

        var retried = run.Engine.Retry("Test", all: false, TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.Succeeded, await RunningPipeline.OutcomeAsync(retried));
    }

    [Theory]
    [InlineData("ComputeType", "BUILD_GENERAL1_MEDIUM")]
    [InlineData("Type", "ARM_CONTAINER")]
    public async Task Each_type_of_environment_has_its_own_quota(string property, string value)
    {
        var meet = $"echo here >> {Deployed}; for i in $(seq 200); do [ $(wc -l < {Deployed}) = 2 ] && exit 0; sleep 0.05; done; exit 1";
        Pipeline.Stage("Test", Pipeline.Build("One", meet), Pipeline.Build("Two", meet)).WithProject("Two", property, value);
        using var run = new RunningPipeline(Repository, Cloud, Pipeline) { Builds = 1 };
        Assert.True(await run.PushAsync() == Outcome.Succeeded, run.Output);
    }

    [Fact]
    public async Task A_project_may_limit_its_own_builds()
    {
        var one = Pipeline.Build("One", UntilOpened);
        var again = one.DeepClone().AsObject();
        again["Name"] = "Again";
        Pipeline.Stage("Test", one, again).WithProject("One", "ConcurrentBuildLimit", 1);
        using var run = Run();
        await FailAsync(run, "OneProject has reached its own limit of 1 builds at a time");
    }

    [Fact]
    public async Task The_commands_of_a_rule_count_as_a_build()
    {
        Pipeline
            .Stage("Test", Pipeline.Build("One", "true"))
            .WithCondition(
                "OnSuccess",
                "FAIL",
                SmallPipeline.Command("First", "sleep 600", input: null),
                SmallPipeline.Command("Second", "sleep 600", input: null)
            );
        using var run = new RunningPipeline(Repository, Cloud, Pipeline) { Builds = 1 };
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("Rule Second has failed. Error calling startBuild", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Pushes a release of which one of two builds at a time is refused.</summary>
    private async Task FailAsync(RunningPipeline run, string problem)
    {
        var push = await run.BeginAsync("one");
        await EventuallyAsync(() => push.Execution.Record.Actions.Any(action => action is { Stage: "Test", Outcome: Outcome.Failed }));
        await File.WriteAllTextAsync(Opened, "", TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.Failed, await RunningPipeline.OutcomeAsync(push));
        Assert.Contains(problem, run.Output, StringComparison.Ordinal);
        Assert.Contains(push.Execution.Record.Actions, action => action is { Stage: "Test", Outcome: Outcome.Succeeded });
    }
}
