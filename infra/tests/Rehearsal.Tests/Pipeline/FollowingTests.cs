using Rehearsal.Cli;
using Rehearsal.Pipeline;

namespace Rehearsal.Tests.Pipeline;

/// <summary>The rehearsal follows the synthesised pipeline.</summary>
public sealed class FollowingTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    [Fact]
    public async Task An_actions_output_is_the_next_ones_input()
    {
        Repository.Write("hello.txt", "hello");
        Pipeline
            .Stage("Build", Pipeline.Build("Make", "mkdir out && tr a-z A-Z < hello.txt > out/loud.txt", output: ("Loud", "out")))
            .Stage("Test", Pipeline.Build("Check", "grep -q HELLO loud.txt", input: "Loud"));
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync());
    }

    [Fact]
    public async Task A_failing_command_ends_the_delivery_and_its_last_lines_are_shown()
    {
        Pipeline
            .Stage("Test", Pipeline.Build("Check", "echo so far so good; echo the tax is wrong >&2; exit 7"))
            .Stage("Prod", Pipeline.Build("Deploy", "true"));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("exit code 7", run.Output, StringComparison.Ordinal);
        Assert.Contains("the tax is wrong", run.Output, StringComparison.Ordinal);
        Assert.Contains("Test.Check.log", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Deploy", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stages_run_in_the_order_of_the_template()
    {
        Pipeline.Stage("One", Pipeline.Build("First", "true")).Stage("Two", Pipeline.Build("Second", "true"));
        Pipeline.Write(
            Repository.Folder.Temp,
            stages =>
            {
                var last = stages[2]!;
                stages.RemoveAt(2);
                stages.Insert(1, last);
            }
        );
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync());
        Assert.Matches("(?s)Second +succeeded.*First +started", run.Output);
    }

    [Fact]
    public async Task Actions_with_the_same_run_order_run_in_parallel_and_later_ones_wait()
    {
        var meeting = Repository.Folder.Temp;
        string Meet(string self, string other) =>
            $"touch {meeting}/{self}; for i in $(seq 100); do [ -e {meeting}/{other} ] && exit 0; sleep 0.1; done; exit 1";
        Pipeline.Stage(
            "Both",
            Pipeline.Build("A", Meet("a", "b")),
            Pipeline.Build("B", Meet("b", "a")),
            Pipeline.Build("C", $"[ -e {meeting}/a ] && [ -e {meeting}/b ]", runOrder: 2)
        );
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync());
    }

    [Fact]
    public async Task A_stacks_output_reaches_the_step_that_uses_it()
    {
        Repository.Write(
            "assembly/parameter.template.json",
            """
            {
              "Resources": {
                "P": { "Type": "AWS::SSM::Parameter", "Properties": { "Name": "greeting", "Type": "String", "Value": "hello" } }
              },
              "Outputs": { "Name": { "Value": { "Ref": "P" } } }
            }
            """
        );
        Pipeline
            .Stage("Build", Pipeline.Build("Synth", "true", output: ("Assembly", "assembly")))
            .Stage("Dev", SmallPipeline.Stack("Parameter", "parameter.template.json", "Outputs"))
            .Stage(
                "Test",
                Pipeline.Build(
                    "Check",
                    $"{SmallPipeline.AsAdministrator} [ \"$NAME\" = greeting ] "
                        + "&& aws ssm get-parameter --name $NAME --query Parameter.Value --output text | grep -q hello",
                    variables: """[{"name":"NAME","type":"PLAINTEXT","value":"#{Outputs.Name}"}]"""
                )
            );
        using var run = Run();
        Assert.True(await run.PushAsync() == Outcome.Succeeded, run.Output);
    }

    [Fact]
    public async Task An_undefined_variable_is_named()
    {
        Pipeline.Stage("Test", Pipeline.Build("Check", "true", variables: """[{"name":"URL","type":"PLAINTEXT","value":"#{Dev.Url}"}]"""));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("#{Dev.Url}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_deploys_nothing_and_has_its_own_exit_code()
    {
        Pipeline
            .Stage("Promote", SmallPipeline.Approval("Approve"))
            .Stage("Prod", Pipeline.Build("Deploy", $"touch {Repository.Folder.Temp}/deployed"));
        using var run = new RunningPipeline(Repository, Cloud, Pipeline) { Gate = Gate.Reject };
        Assert.Equal(3, ExitCode.Of(await run.PushAsync()));
        Assert.False(File.Exists(Path.Combine(Repository.Folder.Temp, "deployed")));
    }

    [Fact]
    public async Task A_skipped_stage_is_reported_as_skipped()
    {
        Pipeline.Stage("Verify", Pipeline.Build("Check", "exit 1")).Stage("Dev", Pipeline.Build("Deploy", "true"));
        using var run = new RunningPipeline(Repository, Cloud, Pipeline) { Skipped = ["Verify"] };
        Assert.Equal(Outcome.Succeeded, await run.PushAsync());
        Assert.Matches("Verify +Check +skipped", run.Output);
    }

    [Fact]
    public async Task An_unsupported_action_is_reported_as_not_rehearsed()
    {
        Pipeline.Stage("Dev", Pipeline.Build("Image", "exit 1", privileged: true));
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync());
        Assert.Matches("Image +not rehearsed", run.Output);
    }

    [Fact]
    public async Task Without_a_container_engine_a_broken_backend_fails_the_image_action()
    {
        Repository.Write("assembly/backend-image-tag", "tag-of-a-broken-backend");
        Repository.Write(
            "app-backend/package.json",
            """{ "name": "broken", "scripts": { "build": "echo the types are wrong; exit 3" } }"""
        );
        Repository.Write(
            "app-backend/package-lock.json",
            """{ "name": "broken", "lockfileVersion": 3, "packages": { "": { "name": "broken" } } }"""
        );
        Pipeline
            .Stage("Build", Pipeline.Build("Synth", "true", output: ("Assembly", "assembly")))
            .Stage("Dev", Pipeline.Build("Image", "true", input: "Assembly", privileged: true));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Matches("Image +failed", run.Output);
        Assert.Contains("the types are wrong", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_with_an_unknown_provider_fails_and_names_it()
    {
        Pipeline.Stage("Dev", SmallPipeline.Action("Notify", "Lambda", 1, []));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("Lambda", run.Output, StringComparison.Ordinal);
    }
}
