using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class NotificationTests(SynthesisedApp app)
{
    private JsonNode Approval =>
        app.PipelineTemplate.Only("AWS::CodePipeline::Pipeline")["Stages"]!
            .AsArray()
            .Single(stage => (string?)stage!["Name"] == "PromoteToProd")!["Actions"]![0]!["Configuration"]!;

    [Fact]
    public void What_is_told_is_encrypted_on_its_way_and_where_it_waits_and_goes_to_whom_the_settings_name()
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
    public void EventBridge_may_use_the_key_for_what_it_publishes_alone()
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
    public void A_stage_that_fails_or_goes_back_and_an_alarm_that_rings_are_told(string rule, string what)
    {
        var properties = Rule(rule);
        Assert.Contains(what, properties["EventPattern"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Topic", properties["Targets"]![0]!["Arn"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_mail_about_a_failed_stage_promises_a_rollback_of_those_that_have_one()
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
    public void Of_other_pipelines_nothing_is_told(string rule) =>
        Assert.Single(
            app.PipelineTemplate.Resources("AWS::CodePipeline::Pipeline").Keys,
            (string?)Rule(rule)["EventPattern"]!["detail"]!["pipeline"]![0]!["Ref"]
        );

    [Fact]
    public void An_approval_that_waits_is_told_with_the_commit_and_where_to_read_it()
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
