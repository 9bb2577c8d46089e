using System.Text.Json.Nodes;
using Amazon.CDK;

namespace Expenses.Tests.Elsewhere;

/// <summary>How what the pipeline passes on reaches the account and region that it is for.</summary>
public sealed class ArtifactTests(PlacedApps apps)
{
    [Theory]
    [InlineData(PlacedApps.AnotherAccount)]
    [InlineData(PlacedApps.OfTheirOwn)]
    public void What_another_account_reads_is_encrypted_by_a_key_that_is_changed_every_year(string place)
    {
        var template = apps[place].PipelineTemplate;
        var (id, key) = Key(template);
        var encryption = Encryption(Artifacts(template).Value);
        Assert.Equal(("aws:kms", id), ((string?)encryption["SSEAlgorithm"], (string?)encryption["KMSMasterKeyID"]!["Fn::GetAtt"]![0]));
        Assert.True((bool)key["Properties"]!["EnableKeyRotation"]!);
    }

    [Theory]
    [InlineData(PlacedApps.AnotherAccount, "333333333333", "us-east-1")]
    [InlineData(PlacedApps.OfTheirOwn, "222222222222", "eu-central-1")]
    [InlineData(PlacedApps.OfTheirOwn, "333333333333", "eu-west-1")]
    public void The_role_that_deploys_over_there_may_read_the_bucket_and_use_the_key(string place, string account, string region)
    {
        var template = apps[place].PipelineTemplate;
        var holder = region == "us-east-1" ? template : Replicas(place, region);
        var bucketPolicy = holder.All("AWS::S3::BucketPolicy").Single(policy => (string?)policy["Bucket"]!["Ref"] == Artifacts(holder).Key);
        foreach (var policy in (string[])[bucketPolicy.ToJsonString(), Key(holder).Value["Properties"]!["KeyPolicy"]!.ToJsonString()])
            Assert.Contains($":iam::{account}:role/cdk-hnb659fds-deploy-role-{account}-{region}", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PlacedApps.Unset)]
    [InlineData(PlacedApps.OneAccount)]
    [InlineData(PlacedApps.AnotherRegion)]
    public void In_one_account_there_is_no_key_to_pay_for(string place)
    {
        var template = apps[place].PipelineTemplate;
        Assert.DoesNotContain(template.Resources("AWS::KMS::Key").Keys, key => key.StartsWith("Artifacts", StringComparison.Ordinal));
        Assert.Equal("AES256", (string?)Encryption(Artifacts(template).Value)["SSEAlgorithm"]);
    }

    [Theory]
    [InlineData(PlacedApps.AnotherRegion, "eu-west-1", false)]
    [InlineData(PlacedApps.OfTheirOwn, "eu-west-1", true)]
    [InlineData(PlacedApps.OfTheirOwn, "eu-central-1", true)]
    public void Another_region_has_copies_for_as_long_as_the_artifacts_and_a_key_that_is_changed_where_another_account_reads_them(
        string place,
        string region,
        bool key
    )
    {
        var template = Replicas(place, region);
        Assert.Equal("aws:kms", (string?)Encryption(Artifacts(template).Value)["SSEAlgorithm"]);
        Assert.Equal(400, (int)Artifacts(template).Value["Properties"]!["LifecycleConfiguration"]!["Rules"]![0]!["ExpirationInDays"]!);
        Assert.Equal(key ? [true] : [], template.All("AWS::KMS::Key").Select(properties => (bool)properties["EnableKeyRotation"]!));
    }

    [Theory]
    [InlineData(PlacedApps.Unset, "Prod", null, "${AWS::AccountId}", "${AWS::Region}")]
    [InlineData(PlacedApps.OneAccount, "Prod", null, "111111111111", "us-east-1")]
    [InlineData(PlacedApps.AnotherAccount, "Prod", null, "333333333333", "us-east-1")]
    [InlineData(PlacedApps.AnotherRegion, "Prod", "eu-west-1", "111111111111", "eu-west-1")]
    [InlineData(PlacedApps.OfTheirOwn, "Dev", "eu-central-1", "222222222222", "eu-central-1")]
    [InlineData(PlacedApps.OfTheirOwn, "Prod", "eu-west-1", "333333333333", "eu-west-1")]
    public void A_stack_is_deployed_in_its_region_by_the_role_of_its_account(
        string place,
        string stage,
        string? region,
        string account,
        string roleRegion
    )
    {
        var deployments = apps[place].PipelineTemplate.Only("AWS::CodePipeline::Pipeline")["Stages"]!
            .AsArray()
            .Single(candidate => (string?)candidate!["Name"] == stage)!["Actions"]!
            .AsArray()
            .Where(action => (string?)action!["ActionTypeId"]!["Provider"] == "CloudFormation")
            .ToArray();
        Assert.Equal(6, deployments.Length);
        Assert.All(deployments, action => Assert.Equal(region, (string?)action!["Region"]));
        Assert.All(
            deployments,
            action =>
                Assert.EndsWith(
                    $":iam::{account}:role/cdk-hnb659fds-deploy-role-{account}-{roleRegion}",
                    TemplateText.Of(action!["RoleArn"]!),
                    StringComparison.Ordinal
                )
        );
    }

    /// <summary>The bucket that is no other's log.</summary>
    private static KeyValuePair<string, JsonObject> Artifacts(Template template) =>
        template.Resources("AWS::S3::Bucket").Single(bucket => !bucket.Key.Contains("AccessLogs", StringComparison.Ordinal));

    private static JsonNode Encryption(JsonObject bucket) =>
        bucket["Properties"]!["BucketEncryption"]!["ServerSideEncryptionConfiguration"]![0]!["ServerSideEncryptionByDefault"]!;

    /// <summary>The key that is not that of what people are told.</summary>
    private static KeyValuePair<string, JsonObject> Key(Template template) =>
        template.Resources("AWS::KMS::Key").Single(key => !key.Key.StartsWith("Notifications", StringComparison.Ordinal));

    private Template Replicas(string place, string region) =>
        Template.FromStack((Stack)apps[place].Pipeline.Node.Root.Node.FindChild($"cross-region-stack-111111111111:{region}"));
}
