using Rehearsal.Pipeline;

namespace Rehearsal.Tests.Pipeline;

/// <summary>Stacks are deployed with change sets, as CDK Pipelines does by default.</summary>
public sealed class ChangeSetTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    private const string Template = """
        {
          "Resources": {
            "P": { "Type": "AWS::SSM::Parameter", "Properties": { "Name": "changed-by-a-set", "Type": "String", "Value": "hello" } }
          },
          "Outputs": { "Name": { "Value": { "Ref": "P" } } }
        }
        """;

    private const string ReadParameter = $"{SmallPipeline.AsAdministrator} aws ssm get-parameter --name changed-by-a-set";

    [Fact]
    public async Task A_stack_changes_when_its_change_set_is_executed_and_not_before()
    {
        Repository.Write("assembly/stack.template.json", Template);
        Pipeline
            .Stage("Build", Pipeline.Build("Synth", "true", output: ("Assembly", "assembly")))
            .Stage(
                "Dev",
                SmallPipeline.ChangeSet("Prepare", "Set", "CHANGE_SET_REPLACE", runOrder: 1, "stack.template.json"),
                Pipeline.Build("Before", $"if {ReadParameter}; then exit 1; fi", runOrder: 2),
                SmallPipeline.ChangeSet("Deploy", "Set", "CHANGE_SET_EXECUTE", runOrder: 3, "stack.template.json", space: "Outputs"),
                Pipeline.Build(
                    "After",
                    $"[ \"$NAME\" = changed-by-a-set ] && {ReadParameter}",
                    runOrder: 4,
                    variables: """[{"name":"NAME","type":"PLAINTEXT","value":"#{Outputs.Name}"}]"""
                )
            );
        using var run = Run();
        Assert.True(await run.PushAsync() == Outcome.Succeeded, run.Output);
    }

    [Theory]
    [InlineData("CHANGE_SET_EXECUTE", "ChangeSet [changes] does not exist")]
    [InlineData("DELETE_ONLY", "ActionMode is DELETE_ONLY")]
    public async Task A_change_set_that_was_not_made_and_an_unknown_action_mode_fail_the_action(string mode, string problem)
    {
        Repository.Write("assembly/stack.template.json", Template);
        Pipeline
            .Stage("Build", Pipeline.Build("Synth", "true", output: ("Assembly", "assembly")))
            .Stage("Dev", SmallPipeline.ChangeSet("Deploy", "Set", mode, runOrder: 1, "stack.template.json"));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains(problem, run.Output, StringComparison.Ordinal);
    }
}
