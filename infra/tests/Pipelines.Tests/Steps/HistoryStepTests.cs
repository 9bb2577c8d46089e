using System.Text.Json.Nodes;

namespace Expenses.Tests.Steps;

public sealed class HistoryStepTests(SynthesisedApp app)
{
    private const string Arn = "111111111111:connection/00000000-0000-0000-0000-000000000000";

    private StepProject Step => new(app, "Verify", "History");

    private JsonNode[] Actions =>
        [
            .. app.PipelineTemplate.Only("AWS::CodePipeline::Pipeline")["Stages"]!
                .AsArray()
                .SelectMany(stage => stage!["Actions"]!.AsArray())
                .Select(action => action!),
        ];

    private string Clone =>
        (string)
            Actions.Single(action => (string?)action["Configuration"]!["OutputArtifactFormat"] == "CODEBUILD_CLONE_REF")[
                "OutputArtifacts"
            ]![0]!["Name"]!;

    [Fact]
    public void It_only_packs_the_history() => Assert.Equal(["bash infra/steps/history.sh pack history/git.tar.gz"], Step.Commands);

    [Fact]
    public void Only_this_step_uses_the_clone_and_it_has_no_other_input()
    {
        var action = Assert.Single(
            Actions,
            action => action["InputArtifacts"]?.AsArray().Any(artifact => (string?)artifact!["Name"] == Clone) ?? false
        );
        Assert.Equal("History", (string?)action["Name"]);
        Assert.Single(action["InputArtifacts"]!.AsArray());
    }

    [Fact]
    public void A_push_starts_the_pipeline_once() =>
        Assert.Equal(
            ["History"],
            Actions.Where(action => (bool?)action["Configuration"]!["DetectChanges"] == false).Select(action => (string?)action["Name"])
        );

    [Theory]
    [InlineData("codeconnections")]
    [InlineData("codestar-connections")]
    public void It_may_only_use_the_connection_with_the_action_of_the_arns_service(string service)
    {
        var arn = $"arn:aws:{service}:us-east-1:{Arn}";
        var permissions = new StepProject(
            SynthesisedApp.With(delivery => delivery["connectionArn"] = arn),
            "Verify",
            "History"
        ).Permissions.ToArray();
        Assert.Contains($"{service}:UseConnection on {arn}", permissions);
        Assert.All(permissions, permission => Assert.EndsWith($":UseConnection on {arn}", permission, StringComparison.Ordinal));
    }
}
