using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class PullRequestTests(SynthesisedApp app)
{
    private JsonNode Project => Assert.Single(app.PipelineTemplate.Resources("AWS::CodeBuild::Project"), project => project.Key.StartsWith("PullRequests", StringComparison.Ordinal)).Value["Properties"]!;

    [Fact]
    public void A_pull_request_is_verified_by_the_script_that_verifies_a_push() => Assert.Equal(
        ["infra/steps/verify.sh pipelines", "infra/steps/verify.sh steps", "infra/steps/verify.sh app-backend", "infra/steps/verify.sh app-frontend"],
        JsonNode.Parse((string)Project["Source"]!["BuildSpec"]!)!["phases"]!["build"]!["commands"]!.AsArray().Select(command => (string)command!));

    [Fact]
    public void It_is_built_when_it_is_opened_or_changed_towards_the_branch_that_is_delivered_and_github_is_told()
    {
        var filters = Assert.Single(Project["Triggers"]!["FilterGroups"]!.AsArray())!.AsArray().ToDictionary(filter => (string)filter!["Type"]!, filter => (string)filter!["Pattern"]!);
        Assert.Equal("PULL_REQUEST_CREATED, PULL_REQUEST_UPDATED, PULL_REQUEST_REOPENED", filters["EVENT"]);
        Assert.Equal("refs/heads/main", filters["BASE_REF"]);
        Assert.True((bool)Project["Source"]!["ReportBuildStatus"]!);
    }

    [Fact]
    public void What_comes_from_a_fork_waits_for_somebody_of_the_project() =>
        Assert.Equal("FORK_PULL_REQUESTS", (string?)Project["Triggers"]!["PullRequestBuildPolicy"]!["RequiresCommentApproval"]);

    [Fact]
    public void It_reads_the_repository_over_the_connection_and_holds_no_credentials()
    {
        Assert.Equal("CODECONNECTIONS", (string?)Project["Source"]!["Auth"]!["Type"]);
        Assert.Equal((string?)TestSettings.Delivery()["connectionArn"], (string?)Project["Source"]!["Auth"]!["Resource"]);
        Assert.Null(Project["Environment"]!["EnvironmentVariables"]);
    }

    [Fact]
    public void It_may_use_the_connection_before_it_is_created()
    {
        var (_, project) = Assert.Single(app.PipelineTemplate.Resources("AWS::CodeBuild::Project"), project => project.Key.StartsWith("PullRequests", StringComparison.Ordinal));
        var before = app.PipelineTemplate.Resources("AWS::IAM::Policy").Where(policy => project["DependsOn"]!.AsArray().Any(name => (string?)name == policy.Key)).Select(policy => policy.Value["Properties"]!);
        Assert.Contains(before, policy => policy["PolicyDocument"]!["Statement"]!.AsArray().Any(statement => statement!["Resource"]!.ToString() == (string?)TestSettings.Delivery()["connectionArn"]));
    }

    [Fact]
    public void What_anybody_may_have_written_can_do_nothing_in_the_account()
    {
        var role = (string)Project["ServiceRole"]!["Fn::GetAtt"]![0]!;
        var allowed = app.PipelineTemplate.All("AWS::IAM::Policy")
            .Where(policy => (string?)policy["Roles"]![0]!["Ref"] == role)
            .SelectMany(policy => policy["PolicyDocument"]!["Statement"]!.AsArray())
            .SelectMany(statement => statement!["Action"] is JsonArray many ? many.Select(action => (string)action!) : [(string)statement["Action"]!]);
        Assert.All(allowed, action => Assert.Matches("^(logs|codebuild|codeconnections):", action));
    }
}
