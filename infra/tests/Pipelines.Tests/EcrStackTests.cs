using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class EcrStackTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev", "expenses-dev-backend")]
    [InlineData("Prod", "expenses-prod-backend")]
    public void Tags_are_immutable_and_every_image_is_scanned(string stage, string name) =>
        Template
            .FromStack(app.Stage(stage).Ecr)
            .Has(
                "AWS::ECR::Repository",
                $$"""
                { "RepositoryName": "{{name}}", "ImageTagMutability": "IMMUTABLE", "ImageScanningConfiguration": { "ScanOnPush": true } }
                """
            );

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Images_expire_by_count_and_never_by_age(string stage) =>
        Assert.All(Rules(stage), rule => Assert.Equal("imageCountMoreThan", (string?)rule["selection"]!["countType"]));

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Images_outlive_the_artifacts_that_reference_them_even_with_a_release_every_15_minutes(string stage)
    {
        var artifacts = (string)app.PipelineTemplate.Only("AWS::CodePipeline::Pipeline")["ArtifactStore"]!["Location"]!["Ref"]!;
        var days = (int)
            app.PipelineTemplate.Json()["Resources"]![artifacts]!["Properties"]!["LifecycleConfiguration"]!["Rules"]![0]![
                "ExpirationInDays"
            ]!;
        Assert.All(Rules(stage), rule => Assert.InRange((int)rule["selection"]!["countNumber"]!, days * 24 * 4, int.MaxValue));
    }

    [Theory]
    [InlineData("Dev", "Delete", true)]
    [InlineData("Prod", "Retain", false)]
    public void Images_outlive_prods_stack_and_are_deleted_with_devs(string stage, string policy, bool emptied)
    {
        var repository = Assert.Single(Template.FromStack(app.Stage(stage).Ecr).Resources("AWS::ECR::Repository").Values);
        Assert.Equal((policy, emptied), ((string?)repository["DeletionPolicy"], (bool)repository["Properties"]!["EmptyOnDelete"]!));
    }

    [Theory]
    [InlineData("Dev", "Delete")]
    [InlineData("Prod", "Retain")]
    public void Bundles_are_private_encrypted_and_outlive_prods_stack(string stage, string policy)
    {
        var bucket = Assert.Single(Template.FromStack(app.Stage(stage).Ecr).Resources("AWS::S3::Bucket").Values);
        Assert.Equal(policy, (string?)bucket["DeletionPolicy"]);
        Assert.Equal("Enabled", (string?)bucket["Properties"]!["VersioningConfiguration"]!["Status"]);
        Assert.NotNull(bucket["Properties"]!["BucketEncryption"]);
        Assert.All(bucket["Properties"]!["PublicAccessBlockConfiguration"]!.AsObject(), block => Assert.True((bool)block.Value!));
    }

    /// <summary>A rule by age would delete the live bundle of a site that hasn't changed for long.</summary>
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void A_bundle_is_written_once_and_never_expires(string stage)
    {
        var ecr = Template.FromStack(app.Stage(stage).Ecr);
        Assert.All(
            ecr.Only("AWS::S3::Bucket")["LifecycleConfiguration"]!["Rules"]!.AsArray(),
            rule => Assert.False(rule!.AsObject().ContainsKey("ExpirationInDays"))
        );
        var refusal = Assert.Single(
            ecr.Only("AWS::S3::BucketPolicy")["PolicyDocument"]!["Statement"]!.AsArray(),
            statement => (string?)statement!["Sid"] == "WrittenOnce"
        )!;
        Assert.Equal(
            ("Deny", "s3:PutObject", "true"),
            ((string?)refusal["Effect"], (string?)refusal["Action"], (string?)refusal["Condition"]!["Null"]!["s3:if-none-match"])
        );
    }

    private IEnumerable<JsonNode> Rules(string stage) =>
        JsonNode.Parse(
            (string)Template.FromStack(app.Stage(stage).Ecr).Only("AWS::ECR::Repository")["LifecyclePolicy"]!["LifecyclePolicyText"]!
        )!["rules"]!.AsArray()!;
}
