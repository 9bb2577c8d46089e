using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class RollbackTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void A_failed_stage_rolls_back_automatically(string stage) =>
        Assert.Equal("ROLLBACK", (string?)Stage(stage)["OnFailure"]!["Result"]);

    [Theory]
    [InlineData("Source")]
    [InlineData("Build")]
    [InlineData("UpdatePipeline")]
    [InlineData("Verify")]
    [InlineData("PromoteToProd")]
    public void A_stage_that_deploys_nothing_doesnt_roll_back(string stage) => Assert.Null(Stage(stage)["OnFailure"]);

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void An_alarm_during_the_bake_time_in_the_settings_rolls_the_stage_back(string stage)
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
    public void A_stage_without_a_bake_time_succeeds_immediately() =>
        Assert.Null(Stage("Dev", SynthesisedApp.With(delivery => delivery.Environment("Dev")["bakeMinutes"] = 0))["OnSuccess"]);

    [Fact]
    public void The_pipeline_may_describe_all_alarms()
    {
        var statement = Assert.Single(
            Statements("PipelineRoleDefaultPolicy"),
            statement => statement["Action"]!.ToJsonString().Contains("cloudwatch:", StringComparison.Ordinal)
        );
        Assert.Equal(("cloudwatch:DescribeAlarms", "*"), ((string?)statement["Action"], (string?)statement["Resource"]));
    }

    [Fact]
    public void Artifacts_outlive_the_twelve_months_that_CodePipeline_keeps_executions() =>
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
