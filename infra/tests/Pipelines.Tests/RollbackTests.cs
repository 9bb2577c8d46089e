using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class RollbackTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void A_stage_that_fails_goes_back_by_itself(string stage) =>
        Assert.Equal("ROLLBACK", (string?)Stage(stage)["OnFailure"]!["Result"]);

    [Theory]
    [InlineData("Source")]
    [InlineData("Build")]
    [InlineData("UpdatePipeline")]
    [InlineData("Verify")]
    [InlineData("PromoteToProd")]
    public void A_stage_that_deploys_nothing_has_nothing_to_go_back_to(string stage) => Assert.Null(Stage(stage)["OnFailure"]);

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void A_stage_is_watched_for_as_long_as_the_settings_say_and_goes_back_on_the_alarm(string stage)
    {
        var condition = Assert.Single(Stage(stage)["OnSuccess"]!["Conditions"]!.AsArray())!;
        Assert.Equal("ROLLBACK", (string?)condition["Result"]);
        var rule = Assert.Single(condition["Rules"]!.AsArray())!;
        Assert.Equal("CloudWatchAlarm", (string?)rule["RuleTypeId"]!["Provider"]);
        Assert.Equal("ALARM", (string?)rule["Configuration"]!["AlarmStates"]);
        Assert.Equal($"{TestSettings.Delivery().Environment(stage)["bakeMinutes"]}", (string?)rule["Configuration"]!["WaitTime"]);
        Assert.Contains(
            (string)rule["Configuration"]!["AlarmName"]!,
            Template.FromStack(app.Stage(stage).BackendApp).All("AWS::CloudWatch::Alarm").Select(alarm => (string)alarm["AlarmName"]!)
        );
    }

    [Fact]
    public void A_stage_whose_settings_say_nothing_is_to_be_watched_is_done_at_once() =>
        Assert.Null(Stage("Dev", SynthesisedApp.With(delivery => delivery.Environment("Dev")["bakeMinutes"] = 0))["OnSuccess"]);

    [Fact]
    public void The_pipeline_may_see_all_alarms_since_composite_ones_are_shown_in_no_other_way()
    {
        var statement = Assert.Single(
            Statements("PipelineRoleDefaultPolicy"),
            statement => statement["Action"]!.ToJsonString().Contains("cloudwatch:", StringComparison.Ordinal)
        );
        Assert.Equal(("cloudwatch:DescribeAlarms", "*"), ((string?)statement["Action"], (string?)statement["Resource"]));
    }

    [Fact]
    public void Artifacts_outlive_the_twelve_months_for_which_CodePipeline_knows_an_execution() =>
        app.PipelineTemplate.Has(
            "AWS::S3::Bucket",
            """{ "LifecycleConfiguration": { "Rules": [{ "ExpirationInDays": 400, "Status": "Enabled" }] } }"""
        );

    private JsonNode Stage(string name, SynthesisedApp? other = null) =>
        (other ?? app).PipelineTemplate.Only("AWS::CodePipeline::Pipeline")["Stages"]!
            .AsArray()
            .Single(stage => (string?)stage!["Name"] == name)!;

    private IEnumerable<JsonNode> Statements(string policy) =>
        app.PipelineTemplate.Json()["Resources"]!
            .AsObject()
            .Single(resource => resource.Key.StartsWith(policy, StringComparison.Ordinal))
            .Value!["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray()!;
}
