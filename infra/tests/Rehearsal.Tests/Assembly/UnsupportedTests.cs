using System.Text.Json.Nodes;
using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Tests.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Assembly;

/// <summary>What of a pipeline can't be rehearsed is named, all of it at once.</summary>
public sealed class UnsupportedTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assembly-").FullName;
    private readonly SmallPipeline small = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_unknown_part_is_named_by_its_stage_and_action()
    {
        var build = small.Build("Test", """{ "version": "0.2", "batch": {}, "phases": {} }""", 1, []);
        build["Configuration"]!["BatchEnabled"] = "true";
        var elsewhere = small.Build("Elsewhere", "true");
        elsewhere["Region"] = "eu-west-1";
        var variable = small.Build("Read", "true", variables: """[{ "name": "KEY", "type": "SECRETS_MANAGER", "value": "key" }]""");
        var stack = SmallPipeline.ChangeSet("Delete", "Old", "DELETE_ONLY", 1, "stack.template.json");
        small
            .Stage("Check", build, variable, elsewhere)
            .Stage("Dev", stack, SmallPipeline.Action("Invoke", "Lambda", 1, new() { ["FunctionName"] = "function" }))
            .With("DisableInboundStageTransitions", new JsonArray())
            .With("Variables", new JsonArray(new JsonObject { ["Name"] = "Reason" }));
        Assert.Equal(
            [
                "The pipeline has DisableInboundStageTransitions, which the rehearsal doesn't support.",
                "Check.Test: its configuration has BatchEnabled, which the rehearsal of CodeBuild doesn't support.",
                "Check.Test: the build spec of TestProject has the key batch; it may have version, env, phases, artifacts, cache, "
                    + "reports, proxy.",
                "Check.Read: its variable KEY comes from SECRETS_MANAGER, which the rehearsal doesn't read.",
                "Check.Elsewhere: it builds in aws://111111111111/eu-west-1; the rehearsal builds only where the pipeline is.",
                "Dev.Delete: its ActionMode is DELETE_ONLY, and the rehearsal supports only CREATE_UPDATE, CHANGE_SET_REPLACE, "
                    + "CHANGE_SET_EXECUTE.",
                "Dev.Invoke: its provider is Lambda (AWS), and the rehearsal supports only CodeBuild, CloudFormation, CodeCommit, "
                    + "CodeStarSourceConnection, GitHub, Manual.",
                "The pipeline's variable Reason has no default value, so no push can start it.",
            ],
            Read().Unsupported.Select(flaw => flaw.Text)
        );
    }

    [Fact]
    public void What_a_stage_has_beside_its_actions_is_named()
    {
        small.Stage("Dev", small.Build("Test", "true"));
        Assert.Equal(
            [
                "Stage Dev has Blockers, which the rehearsal doesn't support.",
                "Rule Hours of stage Dev is a DeploymentWindow; the rehearsal supports only CloudWatchAlarm, VariableCheck and Commands.",
            ],
            Read(stages =>
            {
                stages[1]!["Blockers"] = new JsonArray();
                stages[1]!["BeforeEntry"] = JsonNode.Parse(
                    """
                    {
                      "Conditions": [
                        { "Result": "FAIL", "Rules": [{ "Name": "Hours", "RuleTypeId": { "Provider": "DeploymentWindow" } }] }
                      ]
                    }
                    """
                );
            })
                .Unsupported.Select(flaw => flaw.Text)
        );
    }

    [Fact]
    public void A_pipeline_without_the_stage_that_has_them_can_be_rehearsed()
    {
        small.Stage("Dev", SmallPipeline.Action("Invoke", "Lambda", 1, []));
        var pipeline = Read();
        pipeline.Check(skipped: ["Dev"]);
        var error = Assert.Throws<UserError>(() => pipeline.Check(skipped: []));
        Assert.StartsWith("The pipeline small can't be rehearsed as it is:", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Change the pipeline, or leave a stage out with --skip STAGE.", error.Message, StringComparison.Ordinal);
    }

    private PipelineDefinition Read(Action<JsonArray>? change = null)
    {
        small.Write(folder, change);
        return new CloudAssembly(folder).Pipeline(LocalCloud.DefaultHome);
    }
}
