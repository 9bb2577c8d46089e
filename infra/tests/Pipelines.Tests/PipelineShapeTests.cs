using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class PipelineShapeTests(SynthesisedApp app)
{
    private JsonObject Pipeline => app.PipelineTemplate.Only("AWS::CodePipeline::Pipeline");

    private IEnumerable<JsonNode> Stages => Pipeline["Stages"]!.AsArray()!;

    [Fact]
    public void A_push_travels_from_source_to_prod_in_this_order() => Assert.Equal(
        ["Source", "Build", "UpdatePipeline", "Verify", "Dev", "PromoteToProd", "Prod"],
        Stages.Select(stage => (string)stage["Name"]!));

    [Fact]
    public void The_approval_is_all_that_stands_between_dev_and_prod()
    {
        var approval = Assert.Single(Stages.Single(stage => (string)stage["Name"]! == "PromoteToProd")["Actions"]!.AsArray())!;
        Assert.Equal("Approval", (string)approval["ActionTypeId"]!["Category"]!);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void No_approval_stands_inside_a_stage_that_may_be_rolled_back(string stage) => Assert.DoesNotContain(
        Actions(stage), action => (string)action["ActionTypeId"]!["Category"]! == "Approval");

    [Theory]
    [InlineData("Dev", "PublishImage")]
    [InlineData("Prod", "PromoteImage")]
    public void A_stage_deploys_in_the_order_of_need(string stage, string image)
    {
        string[][] steps =
        [
            [$"Expenses-{stage}-Ecr.Deploy", $"Expenses-{stage}-Vpc.Deploy"],
            [$"Expenses-{stage}-Cache.Deploy", $"Expenses-{stage}-Database.Deploy", $"Expenses-{stage}-Ecr.{image}"],
            [$"Expenses-{stage}-BackendApp.Deploy"],
            [$"Expenses-{stage}-FrontendApp.Deploy"],
            ["ReleaseFrontend"],
            ["SmokeTest"],
        ];
        Assert.Equal(steps, Actions(stage).GroupBy(action => (int)action["RunOrder"]!, action => (string)action["Name"]!).OrderBy(group => group.Key).Select(group => group.Order(StringComparer.Ordinal).ToArray()));
    }

    [Fact]
    public void Three_suites_and_the_check_of_packages_verify_a_push_side_by_side() => Assert.Equal(
        [("Backend", 1), ("Frontend", 1), ("Packages", 1), ("Pipelines", 1)],
        Actions("Verify").Select(action => ((string)action["Name"]!, (int)action["RunOrder"]!)).Order());

    [Fact]
    public void The_pipeline_is_of_the_kind_that_can_roll_back_and_changes_itself_first()
    {
        Assert.Equal("V2", (string)Pipeline["PipelineType"]!);
        Assert.Contains((string)Pipeline["ExecutionMode"]!, (string[])["SUPERSEDED", "QUEUED"]);
        Assert.Equal("SelfMutate", (string)Assert.Single(Actions("UpdatePipeline"))["Name"]!);
    }

    [Fact]
    public void A_stage_stays_far_below_the_fifty_actions_at_which_it_would_be_split_and_rolled_back_by_halves() =>
        Assert.All(Stages, stage => Assert.InRange(stage["Actions"]!.AsArray().Count, 1, 20));

    [Fact]
    public void The_source_is_the_branch_of_the_settings_over_the_connection()
    {
        var configuration = Assert.Single(Actions("Source"))["Configuration"]!;
        var delivery = TestSettings.Delivery();
        Assert.Equal((string?)delivery["repository"], (string?)configuration["FullRepositoryId"]);
        Assert.Equal((string?)delivery["branch"], (string?)configuration["BranchName"]);
        Assert.Equal((string?)delivery["connectionArn"], (string?)configuration["ConnectionArn"]);
    }

    private IEnumerable<JsonNode> Actions(string stage) => Stages.Single(candidate => (string)candidate["Name"]! == stage)["Actions"]!.AsArray()!;

    [Theory]
    [InlineData("codeconnections")]
    [InlineData("codestar-connections")]
    public void The_source_may_use_the_connection_by_the_name_that_its_service_has_in_the_arn(string service)
    {
        var template = SynthesisedApp.With(delivery => delivery["connectionArn"] = $"arn:aws:{service}:us-east-1:111111111111:connection/00000000-0000-0000-0000-000000000000").PipelineTemplate;
        var source = Assert.Single(template.Resources("AWS::IAM::Policy"), policy => policy.Key.StartsWith("PipelineSourceCodePipelineActionRole", StringComparison.Ordinal)).Value["Properties"]!;
        Assert.Contains(source["PolicyDocument"]!["Statement"]!.AsArray(), statement => statement!["Action"]!.ToString().Contains($"{service}:UseConnection", StringComparison.Ordinal));
    }
}
