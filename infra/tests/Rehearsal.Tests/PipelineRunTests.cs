using Rehearsal.Cloud;
using Rehearsal.CommandLine;
using Rehearsal.Delivery;

namespace Rehearsal.Tests;

/// <summary>The rehearsal follows what was synthesised, whatever that is.</summary>
public sealed class PipelineRunTests : IAsyncLifetime
{
    private readonly TemporaryRepository repository = new();
    private readonly SmallPipeline pipeline = new();
    private LocalCloud cloud = null!;

    public async ValueTask InitializeAsync()
    {
        repository.Write("hello.txt", "hello");
        cloud = await LocalCloud.StartAsync(repository.Folder, repository.Processes, _ => { }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await cloud.DisposeAsync();
        await repository.DisposeAsync();
    }

    [Fact]
    public async Task What_one_action_makes_is_what_the_next_one_gets()
    {
        pipeline
            .Stage("Build", pipeline.Build("Make", "mkdir out && tr a-z A-Z < hello.txt > out/loud.txt", output: ("Loud", "out")))
            .Stage("Test", pipeline.Build("Check", "grep -q HELLO loud.txt", input: "Loud"));
        Assert.Equal(Outcome.Succeeded, await Run().RunAsync(pipeline));
    }

    [Fact]
    public async Task A_command_that_fails_ends_the_delivery_and_its_last_words_are_shown()
    {
        pipeline
            .Stage("Test", pipeline.Build("Check", "echo so far so good; echo the tax is wrong >&2; exit 7"))
            .Stage("Prod", pipeline.Build("Deploy", "true"));
        var run = Run();
        Assert.Equal(Outcome.Failed, await run.RunAsync(pipeline));
        Assert.Contains("exit code 7", run.Output, StringComparison.Ordinal);
        Assert.Contains("the tax is wrong", run.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(repository.Folder.Logs, "Test.Check.log"), run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Deploy", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stages_that_change_places_in_the_template_change_places_in_the_delivery()
    {
        pipeline.Stage("One", pipeline.Build("First", "true")).Stage("Two", pipeline.Build("Second", "true"));
        pipeline.Write(repository.Folder.Temp, stages =>
        {
            var last = stages[2]!;
            stages.RemoveAt(2);
            stages.Insert(1, last);
        });
        var run = Run();
        await run.RunAsync(pipeline);
        Assert.True(run.Output.IndexOf("Second", StringComparison.Ordinal) < run.Output.IndexOf("First", StringComparison.Ordinal), run.Output);
    }

    [Fact]
    public async Task Actions_of_one_run_order_run_side_by_side_and_the_next_order_waits_for_both()
    {
        var meeting = repository.Folder.Temp;
        string Meet(string self, string other) => $"touch {meeting}/{self}; for i in $(seq 100); do [ -e {meeting}/{other} ] && exit 0; sleep 0.1; done; exit 1";
        pipeline.Stage("Both", pipeline.Build("A", Meet("a", "b")), pipeline.Build("B", Meet("b", "a")), pipeline.Build("C", $"[ -e {meeting}/a ] && [ -e {meeting}/b ]", runOrder: 2));
        Assert.Equal(Outcome.Succeeded, await Run().RunAsync(pipeline));
    }

    [Fact]
    public async Task A_stacks_output_reaches_the_step_that_asks_for_it()
    {
        repository.Write("assembly/parameter.template.json", """
            { "Resources": { "P": { "Type": "AWS::SSM::Parameter", "Properties": { "Name": "greeting", "Type": "String", "Value": "hello" } } }, "Outputs": { "Name": { "Value": { "Ref": "P" } } } }
            """);
        pipeline
            .Stage("Build", pipeline.Build("Synth", "true", output: ("Assembly", "assembly")))
            .Stage("Dev", SmallPipeline.Stack("Parameter", "parameter.template.json", "Outputs"))
            .Stage("Test", pipeline.Build("Check", "[ \"$NAME\" = greeting ] && aws ssm get-parameter --name $NAME --query Parameter.Value --output text | grep -q hello", variables: """[{"name":"NAME","type":"PLAINTEXT","value":"#{Outputs.Name}"}]"""));
        var run = Run();
        Assert.True(await run.RunAsync(pipeline) == Outcome.Succeeded, run.Output);
    }

    [Fact]
    public async Task A_variable_that_no_action_gave_is_named()
    {
        pipeline.Stage("Test", pipeline.Build("Check", "true", variables: """[{"name":"URL","type":"PLAINTEXT","value":"#{Dev.Url}"}]"""));
        var run = Run();
        Assert.Equal(Outcome.Failed, await run.RunAsync(pipeline));
        Assert.Contains("#{Dev.Url}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_rejection_nothing_is_touched_and_scripts_can_tell()
    {
        pipeline.Stage("Promote", SmallPipeline.Approval("Approve")).Stage("Prod", pipeline.Build("Deploy", $"touch {repository.Folder.Temp}/deployed"));
        var outcome = await new RunningPipeline(repository, cloud) { Approves = false }.RunAsync(pipeline);
        Assert.Equal(3, ExitCode.Of(outcome));
        Assert.False(File.Exists(Path.Combine(repository.Folder.Temp, "deployed")));
    }

    [Fact]
    public async Task A_skipped_stage_is_said_to_be_skipped()
    {
        pipeline.Stage("Verify", pipeline.Build("Check", "exit 1")).Stage("Dev", pipeline.Build("Deploy", "true"));
        var run = new RunningPipeline(repository, cloud) { Skipped = ["Verify"] };
        Assert.Equal(Outcome.Succeeded, await run.RunAsync(pipeline));
        Assert.Matches("Verify +Check +skipped", run.Output);
    }

    [Fact]
    public async Task What_cannot_be_rehearsed_yet_is_said_and_not_pretended()
    {
        pipeline.Stage("Dev", pipeline.Build("Image", "exit 1", privileged: true));
        var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.RunAsync(pipeline));
        Assert.Matches("Image +not rehearsed", run.Output);
    }

    [Fact]
    public async Task An_action_of_a_kind_that_it_does_not_know_fails_by_name()
    {
        pipeline.Stage("Dev", SmallPipeline.Action("Notify", "Lambda", 1, []));
        var run = Run();
        Assert.Equal(Outcome.Failed, await run.RunAsync(pipeline));
        Assert.Contains("Lambda", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_that_changed_itself_begins_again()
    {
        pipeline.Stage("UpdatePipeline", pipeline.Build("SelfMutate", "true")).Stage("Dev", pipeline.Build("Deploy", "true"));
        var run = Run();
        Assert.Equal(Outcome.Restarted, await run.RunAsync(pipeline, _ => new("Small", "small", [], "another template")));
        Assert.DoesNotContain("Deploy", run.Output, StringComparison.Ordinal);
    }

    private RunningPipeline Run() => new(repository, cloud);
}
