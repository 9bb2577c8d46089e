using System.Text.Json.Nodes;
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
    public async Task A_stack_gets_the_parameters_and_tags_of_its_action_and_writes_its_outputs_to_a_file()
    {
        Repository.Write(
            "assembly/stack.template.json",
            """
            {
              "Parameters": { "Size": { "Type": "String" }, "Colour": { "Type": "String" } },
              "Resources": {
                "P": { "Type": "AWS::SSM::Parameter", "Properties": {
                  "Name": "set-by-an-action", "Type": "String", "Value": { "Fn::Sub": "${Size} ${Colour}" } } }
              },
              "Outputs": { "Name": { "Value": { "Ref": "P" } } }
            }
            """
        );
        Repository.Write(
            "assembly/stack.config.json",
            """{ "Parameters": { "Size": "small", "Colour": "red" }, "Tags": { "Environment": "Dev" } }"""
        );
        var deploy = SmallPipeline.Stack("Deploy", "stack.template.json", space: "Outputs");
        deploy["Configuration"]!["TemplateConfiguration"] = "Assembly::stack.config.json";
        deploy["Configuration"]!["ParameterOverrides"] = """{ "Colour": "#{variables.Colour}" }""";
        deploy["Configuration"]!["OutputFileName"] = "outputs.json";
        deploy["OutputArtifacts"] = new JsonArray(new JsonObject { ["Name"] = "Deployed" });
        const string Value = "aws ssm get-parameter --name set-by-an-action --query Parameter.Value";
        const string Tags = "aws cloudformation describe-stacks --stack-name Deploy --query Stacks[0].Tags[0].Value --output text";
        Pipeline
            .With("Variables", new JsonArray(new JsonObject { ["Name"] = "Colour", ["DefaultValue"] = "blue" }))
            .Stage("Build", Pipeline.Build("Synth", "true", output: ("Assembly", "assembly")))
            .Stage(
                "Dev",
                deploy,
                Pipeline.Build(
                    "After",
                    $"{SmallPipeline.AsAdministrator} grep set-by-an-action outputs.json && "
                        + $"[ \"$({Value})\" = '\"small blue\"' ] && [ \"$({Tags})\" = Dev ]",
                    runOrder: 2,
                    input: "Deployed"
                )
            );
        using var run = Run();
        Assert.True(await run.PushAsync() == Outcome.Succeeded, run.Output);
    }

    [Fact]
    public async Task A_change_set_is_deleted_from_its_own_stack_although_another_has_one_of_the_same_name()
    {
        foreach (var stack in (string[])["First", "Second"])
            await CallAsync("CreateChangeSet", stack, ("ChangeSetType", "CREATE"), ("TemplateBody", Template));
        await CallAsync("DeleteChangeSet", "First");
        Assert.Contains("ChangeSetNotFound", await CallAsync("DescribeChangeSet", "First"), StringComparison.Ordinal);
        Assert.Contains("Second", await CallAsync("DescribeChangeSet", "Second"), StringComparison.Ordinal);

        async Task<string> CallAsync(string action, string stack, params (string, string)[] more)
        {
            (string, string)[] parameters = [("StackName", stack), ("ChangeSetName", "changes"), .. more];
            return (await Account.CloudFormationAsync(action, TestContext.Current.CancellationToken, parameters)).ToString();
        }
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
