using System.Text.Json.Nodes;

namespace Expenses.Tests;

/// <summary>The pipeline has a stage for each environment in the list, in order.</summary>
public sealed class EnvironmentListTests(SynthesisedApp app)
{
    private static SynthesisedApp One =>
        SynthesisedApp.With(delivery => delivery["environments"] = new JsonArray(delivery.Environment("Dev").DeepClone()));

    private static SynthesisedApp Three => SynthesisedApp.With(delivery => delivery.AddEnvironment("Staging", like: "Dev"));

    [Fact]
    public void One_environment_has_no_promotion() =>
        Assert.Equal(["Source", "Build", "UpdatePipeline", "Verify", "Dev"], Stages(One).Select(Name));

    [Fact]
    public void A_third_environment_adds_a_stage_between_the_two() =>
        Assert.Equal(
            ["Source", "Build", "UpdatePipeline", "Verify", "Dev", "Staging", "PromoteToProd", "Prod"],
            Stages(Three).Select(Name)
        );

    [Fact]
    public void An_environment_that_needs_approval_has_a_separate_stage_for_it()
    {
        var approved = SynthesisedApp.With(delivery => delivery.Environment("Dev")["approve"] = true);
        Assert.Equal(
            ["Verify", "PromoteToDev", "Dev", "PromoteToProd", "Prod"],
            Stages(approved).Select(Name).SkipWhile(name => name != "Verify")
        );
        Assert.Contains("Deploy it to Dev?", ApprovalText(approved, "PromoteToDev"), StringComparison.Ordinal);
        Assert.Contains("Promote", ApprovalText(approved, "PromoteToProd"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Staging", "expenses-dev-backend")]
    [InlineData("Prod", "expenses-staging-backend")]
    public void An_image_is_built_once_and_promoted_from_the_previous_environment(string stage, string from)
    {
        Assert.EndsWith(from, new StepProject(Three, stage, "PromoteImage").Variables["FROM_REPOSITORY"], StringComparison.Ordinal);
        Assert.Single(Stages(Three).SelectMany(Actions), action => Name(action).EndsWith(".PublishImage", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_environment_rolls_back_and_has_its_own_stacks_branch_and_bucket()
    {
        Assert.Equal(["Dev", "Staging", "Prod"], Stages(Three).Where(stage => stage["OnFailure"] is not null).Select(Name));
        Assert.Equal("Expenses-Staging-Vpc", Three.Stage("Staging").Vpc.StackName);
        Assert.Equal("release/staging", Three.Stage("Staging").FrontendApp.ReleaseBranch);
        Assert.StartsWith("expenses-staging-bundles-", Three.Stage("Staging").Ecr.BundleBucketName, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bootstrap_may_describe_the_networks_of_all_environments() =>
        Assert.Contains("stack/Expenses-Staging-Vpc/*", Template.FromStack(Three.Access).Json().ToJsonString(), StringComparison.Ordinal);

    [Fact]
    public void Adding_an_environment_changes_no_resource_of_the_others()
    {
        foreach (var environment in (string[])["Dev", "Prod"])
            Assert.Equal(Templates(app, environment), Templates(Three, environment));

        static IEnumerable<string> Templates(SynthesisedApp app, string environment)
        {
            var stage = app.Stage(environment);
            Amazon.CDK.Stack[] stacks = [stage.Vpc, stage.Ecr, stage.Database, stage.Cache, stage.BackendApp, stage.FrontendApp];
            return stacks.Select(stack => Template.FromStack(stack).Json().ToJsonString());
        }
    }

    private static JsonNode[] Stages(SynthesisedApp app) =>
        [.. app.PipelineTemplate.Only("AWS::CodePipeline::Pipeline")["Stages"]!.AsArray()!];

    private static IEnumerable<JsonNode> Actions(JsonNode stage) => stage["Actions"]!.AsArray()!;

    private static string Name(JsonNode node) => (string)node["Name"]!;

    private static string ApprovalText(SynthesisedApp app, string stage) =>
        (string)Actions(Stages(app).Single(candidate => Name(candidate) == stage)).Single()["Configuration"]!["CustomData"]!;
}
