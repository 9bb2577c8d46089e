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

    [Fact]
    public async Task A_change_set_that_no_action_has_made_fails_the_action()
    {
        Repository.Write("assembly/stack.template.json", Template);
        Pipeline
            .Stage("Build", Pipeline.Build("Synth", "true", output: ("Assembly", "assembly")))
            .Stage("Dev", SmallPipeline.ChangeSet("Deploy", "Set", "CHANGE_SET_EXECUTE", runOrder: 1, "stack.template.json"));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("ChangeSet [changes] does not exist", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_mode_that_the_rehearsal_lacks_is_named()
    {
        Repository.Write("assembly/stack.template.json", Template);
        Pipeline
            .Stage("Build", Pipeline.Build("Synth", "true", output: ("Assembly", "assembly")))
            .Stage("Dev", SmallPipeline.ChangeSet("Delete", "Set", "DELETE_ONLY", runOrder: 1, "stack.template.json"));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("ActionMode is DELETE_ONLY", run.Output, StringComparison.Ordinal);
    }
}
