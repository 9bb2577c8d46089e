using System.Text.Json.Nodes;
using Amazon.CDK;

namespace Expenses.Tests.CrossAccount;

/// <summary>Artifacts in other accounts and regions.</summary>
public sealed class ArtifactTests(AppsByLayout apps)
{
    [Theory]
    [InlineData(AppsByLayout.AnotherAccount)]
    [InlineData(AppsByLayout.SeparateAccounts)]
    public void Artifacts_for_another_account_are_encrypted_with_a_rotated_key(string layout)
    {
        var template = apps[layout].PipelineTemplate;
        var (id, key) = Key(template);
        var encryption = Encryption(Artifacts(template).Value);
        Assert.Equal(("aws:kms", id), ((string?)encryption["SSEAlgorithm"], (string?)encryption["KMSMasterKeyID"]!["Fn::GetAtt"]![0]));
        Assert.True((bool)key["Properties"]!["EnableKeyRotation"]!);
    }

    [Theory]
    [InlineData(AppsByLayout.AnotherAccount, "333333333333", "us-east-1")]
    [InlineData(AppsByLayout.SeparateAccounts, "222222222222", "eu-central-1")]
    [InlineData(AppsByLayout.SeparateAccounts, "333333333333", "eu-west-1")]
    public void The_deployment_role_of_the_other_account_may_read_the_bucket_and_use_the_key(string layout, string account, string region)
    {
        var template = apps[layout].PipelineTemplate;
        var holder = region == "us-east-1" ? template : Replicas(layout, region);
        var bucketPolicy = holder.All("AWS::S3::BucketPolicy").Single(policy => (string?)policy["Bucket"]!["Ref"] == Artifacts(holder).Key);
        foreach (var policy in (string[])[bucketPolicy.ToJsonString(), Key(holder).Value["Properties"]!["KeyPolicy"]!.ToJsonString()])
            Assert.Contains($":iam::{account}:role/cdk-hnb659fds-deploy-role-{account}-{region}", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AppsByLayout.Unset)]
    [InlineData(AppsByLayout.OneAccount)]
    [InlineData(AppsByLayout.AnotherRegion)]
    public void In_one_account_artifacts_need_no_customer_managed_key(string layout)
    {
        var template = apps[layout].PipelineTemplate;
        Assert.DoesNotContain(template.Resources("AWS::KMS::Key").Keys, key => key.StartsWith("Artifacts", StringComparison.Ordinal));
        Assert.Equal("AES256", (string?)Encryption(Artifacts(template).Value)["SSEAlgorithm"]);
    }

    [Theory]
    [InlineData(AppsByLayout.AnotherRegion, "eu-west-1", false)]
    [InlineData(AppsByLayout.SeparateAccounts, "eu-west-1", true)]
    [InlineData(AppsByLayout.SeparateAccounts, "eu-central-1", true)]
    public void Copies_in_another_region_expire_with_the_artifacts_and_have_a_rotated_key_for_another_account(
        string layout,
        string region,
        bool key
    )
    {
        var template = Replicas(layout, region);
        Assert.Equal("aws:kms", (string?)Encryption(Artifacts(template).Value)["SSEAlgorithm"]);
        Assert.Equal(400, (int)Artifacts(template).Value["Properties"]!["LifecycleConfiguration"]!["Rules"]![0]!["ExpirationInDays"]!);
        Assert.Equal(key ? [true] : [], template.All("AWS::KMS::Key").Select(properties => (bool)properties["EnableKeyRotation"]!));
    }

    [Theory]
    [InlineData(AppsByLayout.Unset, "Prod", null, "${AWS::AccountId}", "${AWS::Region}")]
    [InlineData(AppsByLayout.OneAccount, "Prod", null, "111111111111", "us-east-1")]
    [InlineData(AppsByLayout.AnotherAccount, "Prod", null, "333333333333", "us-east-1")]
    [InlineData(AppsByLayout.AnotherRegion, "Prod", "eu-west-1", "111111111111", "eu-west-1")]
    [InlineData(AppsByLayout.SeparateAccounts, "Dev", "eu-central-1", "222222222222", "eu-central-1")]
    [InlineData(AppsByLayout.SeparateAccounts, "Prod", "eu-west-1", "333333333333", "eu-west-1")]
    public void A_stack_is_deployed_to_its_region_by_the_deployment_role_of_its_account(
        string layout,
        string stage,
        string? region,
        string account,
        string roleRegion
    )
    {
        var deployments = apps[layout].PipelineTemplate.Only("AWS::CodePipeline::Pipeline")["Stages"]!
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

    /// <summary>Gets the artifact bucket, which isn't the one for access logs.</summary>
    private static KeyValuePair<string, JsonObject> Artifacts(Template template) =>
        template.Resources("AWS::S3::Bucket").Single(bucket => !bucket.Key.Contains("AccessLogs", StringComparison.Ordinal));

    private static JsonNode Encryption(JsonObject bucket) =>
        bucket["Properties"]!["BucketEncryption"]!["ServerSideEncryptionConfiguration"]![0]!["ServerSideEncryptionByDefault"]!;

    /// <summary>Gets the key of the artifacts, which isn't the one for notifications.</summary>
    private static KeyValuePair<string, JsonObject> Key(Template template) =>
        template.Resources("AWS::KMS::Key").Single(key => !key.Key.StartsWith("Notifications", StringComparison.Ordinal));

    private Template Replicas(string layout, string region) =>
        Template.FromStack((Stack)apps[layout].Pipeline.Node.Root.Node.FindChild($"cross-region-stack-111111111111:{region}"));
}
