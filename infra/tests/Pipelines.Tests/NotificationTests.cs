using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class NotificationTests(SynthesisedApp app)
{
    private JsonNode Approval =>
        app.PipelineTemplate.Only("AWS::CodePipeline::Pipeline")["Stages"]!
            .AsArray()
            .Single(stage => (string?)stage!["Name"] == "PromoteToProd")!["Actions"]![0]!["Configuration"]!;

    [Fact]
    public void Notifications_are_encrypted_in_transit_and_at_rest_and_go_to_the_addresses_in_the_settings()
    {
        Assert.NotNull(app.PipelineTemplate.Only("AWS::SNS::Topic")["KmsMasterKeyId"]);
        Assert.True((bool)app.PipelineTemplate.Only("AWS::KMS::Key")["EnableKeyRotation"]!);
        Assert.Contains("aws:SecureTransport", app.PipelineTemplate.Only("AWS::SNS::TopicPolicy").ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(
            TestSettings.Delivery()["notify"]!.AsArray().Select(address => ("email", (string?)address)),
            app.PipelineTemplate.All("AWS::SNS::Subscription")
                .Select(subscription => ((string)subscription["Protocol"]!, (string?)subscription["Endpoint"]))
        );
    }

    [Fact]
    public void EventBridge_may_use_the_key_only_to_publish()
    {
        var statement = Assert.Single(
            app.PipelineTemplate.Only("AWS::KMS::Key")["KeyPolicy"]!["Statement"]!.AsArray(),
            statement => statement!["Principal"]!.ToJsonString().Contains("events.amazonaws.com", StringComparison.Ordinal)
        )!;
        Assert.Equal(["kms:Decrypt", "kms:GenerateDataKey*"], statement["Action"]!.AsArray().Select(action => (string?)action));
    }

    [Theory]
    [InlineData("StageFailed", "\"state\":[\"FAILED\"]")]
    [InlineData("StageGoesBack", "\"trigger-type\":[\"AutomatedRollback\",\"ManualRollback\"]")]
    [InlineData("AlarmRings", "\"alarmName\":[{\"prefix\":\"Expenses-\"}]")]
    public void Failed_stages_rollbacks_and_alarms_are_published(string rule, string pattern)
    {
        var properties = Rule(rule);
        Assert.Contains(pattern, properties["EventPattern"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Topic", properties["Targets"]![0]!["Arn"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_email_about_a_failed_stage_names_the_stages_that_roll_back()
    {
        var text = (string)Rule("StageFailed")["Targets"]![0]!["InputTransformer"]!["InputTemplate"]!;
        var rollBack = app.PipelineTemplate.Only("AWS::CodePipeline::Pipeline")["Stages"]!
            .AsArray()
            .Where(stage => stage!["OnFailure"] is not null)
            .Select(stage => (string)stage!["Name"]!);
        Assert.Contains($"{string.Join(" and ", rollBack)} roll back automatically if they can", text, StringComparison.Ordinal);
        Assert.Contains("Other stages don't roll back", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StageFailed")]
    [InlineData("StageGoesBack")]
    public void Events_of_other_pipelines_are_ignored(string rule) =>
        Assert.Single(
            app.PipelineTemplate.Resources("AWS::CodePipeline::Pipeline").Keys,
            (string?)Rule(rule)["EventPattern"]!["detail"]!["pipeline"]![0]!["Ref"]
        );

    [Fact]
    public void The_email_about_a_pending_approval_names_and_links_the_commit()
    {
        Assert.Contains("Topic", Approval["NotificationArn"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Matches(
            @"^Commit #\{[^}]+\.CommitId\} passed in Dev, which may run a newer one by now\. Promote #\{[^}]+\.CommitId\} to Prod\?$",
            (string)Approval["CustomData"]!
        );
        Assert.Matches(@"^https://github\.com/example/expenses/commit/#\{[^}]+\.CommitId\}$", (string)Approval["ExternalEntityLink"]!);
    }

    private JsonObject Rule(string id) =>
        Assert
            .Single(
                app.PipelineTemplate.Resources("AWS::Events::Rule"),
                rule => rule.Key.StartsWith($"Notifications{id}", StringComparison.Ordinal)
            )
            .Value["Properties"]!.AsObject();
}
