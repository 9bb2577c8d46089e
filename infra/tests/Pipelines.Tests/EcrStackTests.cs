using System.Text.Json.Nodes;
using Amazon.CDK.Assertions;

namespace Expenses.Tests;

public sealed class EcrStackTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev", "expenses-dev-backend")]
    [InlineData("Prod", "expenses-prod-backend")]
    public void A_tag_never_moves_and_every_image_is_scanned(string stage, string name) => Template.FromStack(app.Stage(stage).Ecr).Has("AWS::ECR::Repository", $$"""
        { "RepositoryName": "{{name}}", "ImageTagMutability": "IMMUTABLE", "ImageScanningConfiguration": { "ScanOnPush": true } }
        """);

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void An_image_that_runs_never_grows_too_old(string stage) =>
        Assert.All(Rules(stage), rule => Assert.Equal("imageCountMoreThan", (string?)rule["selection"]!["countType"]));

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Images_outlast_the_artifacts_that_ask_for_them_though_there_be_a_release_every_quarter_of_an_hour(string stage)
    {
        var artifacts = (string)app.PipelineTemplate.Only("AWS::CodePipeline::Pipeline")["ArtifactStore"]!["Location"]!["Ref"]!;
        var days = (int)app.PipelineTemplate.Json()["Resources"]![artifacts]!["Properties"]!["LifecycleConfiguration"]!["Rules"]![0]!["ExpirationInDays"]!;
        Assert.All(Rules(stage), rule => Assert.InRange((int)rule["selection"]!["countNumber"]!, days * 24 * 4, int.MaxValue));
    }

    [Theory]
    [InlineData("Dev", "Delete", true)]
    [InlineData("Prod", "Retain", false)]
    public void Images_outlive_prods_stack_and_go_with_devs(string stage, string policy, bool emptied)
    {
        var repository = Assert.Single(Template.FromStack(app.Stage(stage).Ecr).Resources("AWS::ECR::Repository").Values);
        Assert.Equal((policy, emptied), ((string?)repository["DeletionPolicy"], (bool)repository["Properties"]!["EmptyOnDelete"]!));
    }

    private IEnumerable<JsonNode> Rules(string stage) =>
        JsonNode.Parse((string)Template.FromStack(app.Stage(stage).Ecr).Only("AWS::ECR::Repository")["LifecyclePolicy"]!["LifecyclePolicyText"]!)!["rules"]!.AsArray()!;
}
