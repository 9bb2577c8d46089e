using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class PipelineShapeTests(SynthesisedApp app)
{
    private JsonObject Pipeline => app.PipelineTemplate.Only("AWS::CodePipeline::Pipeline");

    private IEnumerable<JsonNode> Stages => Pipeline["Stages"]!.AsArray()!;

    [Fact]
    public void A_push_travels_from_source_to_prod_in_this_order() =>
        Assert.Equal(
            ["Source", "Build", "UpdatePipeline", "Verify", "Dev", "PromoteToProd", "Prod"],
            Stages.Select(stage => (string)stage["Name"]!)
        );

    [Fact]
    public void The_approval_is_all_that_stands_between_dev_and_prod()
    {
        var approval = Assert.Single(Stages.Single(stage => (string)stage["Name"]! == "PromoteToProd")["Actions"]!.AsArray())!;
        Assert.Equal("Approval", (string)approval["ActionTypeId"]!["Category"]!);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void No_approval_stands_inside_a_stage_that_may_be_rolled_back(string stage) =>
        Assert.DoesNotContain(Actions(stage), action => (string)action["ActionTypeId"]!["Category"]! == "Approval");

    [Theory]
    [InlineData("Dev", "Publish")]
    [InlineData("Prod", "Promote")]
    public void A_stage_deploys_in_the_order_of_need(string stage, string bring)
    {
        string[][] steps =
        [
            [$"Expenses-{stage}-Ecr.Deploy", $"Expenses-{stage}-Vpc.Deploy"],
            [
                $"Expenses-{stage}-Cache.Deploy",
                $"Expenses-{stage}-Database.Deploy",
                $"Expenses-{stage}-Ecr.{bring}Bundle",
                $"Expenses-{stage}-Ecr.{bring}Image",
            ],
            [$"Expenses-{stage}-Database.MigrateDatabase"],
            [$"Expenses-{stage}-BackendApp.Deploy"],
            [$"Expenses-{stage}-FrontendApp.Deploy"],
            ["ReleaseFrontend"],
            ["SmokeTest"],
        ];
        Assert.Equal(
            steps,
            Actions(stage)
                .GroupBy(action => (int)action["RunOrder"]!, action => (string)action["Name"]!)
                .OrderBy(group => group.Key)
                .Select(group => group.Order(StringComparer.Ordinal).ToArray())
        );
    }

    [Fact]
    public void All_suites_run_in_parallel_as_soon_as_they_have_the_git_history() =>
        Assert.Equal(
            [("Backend", 2), ("Frontend", 2), ("History", 1), ("Packages", 2), ("Pipelines", 2), ("Steps", 2)],
            Actions("Verify").Select(action => ((string)action["Name"]!, (int)action["RunOrder"]!)).Order()
        );

    [Fact]
    public void No_stage_runs_more_builds_side_by_side_than_the_five_that_preflight_asks_for() =>
        Assert.InRange(
            Stages
                .SelectMany(stage =>
                    stage["Actions"]!
                        .AsArray()
                        .Where(action => (string)action!["ActionTypeId"]!["Provider"]! == "CodeBuild")
                        .GroupBy(action => (int)action!["RunOrder"]!)
                )
                .Max(builds => builds.Count()),
            1,
            5
        );

    [Fact]
    public void The_pipeline_is_of_the_kind_that_can_roll_back_and_changes_itself_first()
    {
        Assert.Equal("V2", (string)Pipeline["PipelineType"]!);
        Assert.Contains((string)Pipeline["ExecutionMode"]!, (string[])["SUPERSEDED", "QUEUED"]);
        Assert.Equal("SelfMutate", (string)Assert.Single(Actions("UpdatePipeline"))["Name"]!);
    }

    /// <summary>The archive of the source may lose the right to run them.</summary>
    [Fact]
    public void Every_script_is_called_through_bash()
    {
        string[] commands =
        [
            .. Stages.SelectMany(stage =>
                stage["Actions"]!
                    .AsArray()
                    .Where(action => (string?)action!["ActionTypeId"]!["Provider"] == "CodeBuild")
                    .SelectMany(action => new StepProject(app, (string)stage["Name"]!, ((string)action!["Name"]!).Split('.')[^1]).Commands)
            ),
        ];
        Assert.Contains("bash infra/steps/synth.sh", commands);
        Assert.All(commands, command => Assert.DoesNotMatch(@"(?<!\bbash )infra/steps/", command));
    }

    [Fact]
    public void A_stage_stays_far_below_the_fifty_actions_at_which_it_would_be_split_and_rolled_back_by_halves() =>
        Assert.All(Stages, stage => Assert.InRange(stage["Actions"]!.AsArray().Count, 1, 20));

    [Theory]
    [InlineData("Source")]
    [InlineData("History")]
    public void The_source_and_its_history_are_of_the_settings_branch_over_the_connection(string action)
    {
        var configuration = Actions("Source").Single(candidate => (string?)candidate["Name"] == action)["Configuration"]!;
        var delivery = TestSettings.Delivery();
        Assert.Equal((string?)delivery["repository"], (string?)configuration["FullRepositoryId"]);
        Assert.Equal((string?)delivery["branch"], (string?)configuration["BranchName"]);
        Assert.Equal((string?)delivery["connectionArn"], (string?)configuration["ConnectionArn"]);
    }

    private IEnumerable<JsonNode> Actions(string stage) =>
        Stages.Single(candidate => (string)candidate["Name"]! == stage)["Actions"]!.AsArray()!;

    [Theory]
    [InlineData("codeconnections", "Source")]
    [InlineData("codestar-connections", "Source")]
    [InlineData("codeconnections", "History")]
    [InlineData("codestar-connections", "History")]
    public void A_source_may_use_the_connection_by_the_name_that_its_service_has_in_the_arn(string service, string action)
    {
        var template = SynthesisedApp
            .With(delivery =>
                delivery["connectionArn"] = $"arn:aws:{service}:us-east-1:111111111111:connection/00000000-0000-0000-0000-000000000000"
            )
            .PipelineTemplate;
        var role = (string)
            template.Only("AWS::CodePipeline::Pipeline")["Stages"]![0]!["Actions"]!
                .AsArray()
                .Single(candidate => (string?)candidate!["Name"] == action)!["RoleArn"]!["Fn::GetAtt"]![0]!;
        var policies = template.All("AWS::IAM::Policy").Where(policy => (string?)policy["Roles"]![0]!["Ref"] == role);
        Assert.Contains(
            policies.SelectMany(policy => policy["PolicyDocument"]!["Statement"]!.AsArray()),
            statement => statement!["Action"]!.ToString().Contains($"{service}:UseConnection", StringComparison.Ordinal)
        );
    }
}
