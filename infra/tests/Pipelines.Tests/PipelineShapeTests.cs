using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class PipelineShapeTests(SynthesisedApp app)
{
    private JsonObject Pipeline => app.PipelineTemplate.Only("AWS::CodePipeline::Pipeline");

    private IEnumerable<JsonNode> Stages => Pipeline["Stages"]!.AsArray()!;

    [Fact]
    public void A_push_passes_through_the_stages_in_this_order() =>
        Assert.Equal(
            ["Source", "Build", "UpdatePipeline", "Verify", "Dev", "PromoteToProd", "Prod"],
            Stages.Select(stage => (string)stage["Name"]!)
        );

    [Fact]
    public void The_stage_between_dev_and_prod_has_only_the_approval()
    {
        var approval = Assert.Single(Stages.Single(stage => (string)stage["Name"]! == "PromoteToProd")["Actions"]!.AsArray())!;
        Assert.Equal("Approval", (string)approval["ActionTypeId"]!["Category"]!);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void A_stage_that_can_roll_back_contains_no_approval(string stage) =>
        Assert.DoesNotContain(Actions(stage), action => (string)action["ActionTypeId"]!["Category"]! == "Approval");

    [Theory]
    [InlineData("Dev", "Publish")]
    [InlineData("Prod", "Promote")]
    public void A_stage_deploys_in_the_order_of_dependencies(string stage, string verb)
    {
        string[][] steps =
        [
            [$"Expenses-{stage}-Ecr.Deploy", $"Expenses-{stage}-Vpc.Deploy"],
            [
                $"Expenses-{stage}-Cache.Deploy",
                $"Expenses-{stage}-Database.Deploy",
                $"Expenses-{stage}-Ecr.{verb}Bundle",
                $"Expenses-{stage}-Ecr.{verb}Image",
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
    public void All_suites_run_in_parallel_after_the_git_history_is_packed() =>
        Assert.Equal(
            [("Backend", 2), ("Frontend", 2), ("History", 1), ("Packages", 2), ("Pipelines", 2), ("Steps", 2)],
            Actions("Verify").Select(action => ((string)action["Name"]!, (int)action["RunOrder"]!)).Order()
        );

    [Fact]
    public void No_stage_runs_more_than_the_five_parallel_builds_that_preflight_checks_for() =>
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
    public void The_pipeline_supports_rollback_and_updates_itself_first()
    {
        Assert.Equal("V2", (string)Pipeline["PipelineType"]!);
        Assert.Contains((string)Pipeline["ExecutionMode"]!, (string[])["SUPERSEDED", "QUEUED"]);
        Assert.Equal("SelfMutate", (string)Assert.Single(Actions("UpdatePipeline"))["Name"]!);
    }

    /// <summary>The archive of the source may lose the files' execute permission.</summary>
    [Fact]
    public void Every_script_is_run_with_bash()
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
    public void A_stage_is_far_below_fifty_actions_at_which_cdk_would_split_it() =>
        Assert.All(Stages, stage => Assert.InRange(stage["Actions"]!.AsArray().Count, 1, 20));

    [Theory]
    [InlineData("Source")]
    [InlineData("History")]
    public void The_source_and_its_history_use_the_branch_and_connection_in_the_settings(string action)
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
    public void A_source_may_use_the_connection_with_the_action_of_the_arns_service(string service, string action)
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
