using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class PullRequestTests(SynthesisedApp app)
{
    private KeyValuePair<string, JsonObject> Resource =>
        Assert.Single(
            app.PipelineTemplate.Resources("AWS::CodeBuild::Project"),
            project => project.Key.StartsWith("PullRequests", StringComparison.Ordinal)
        );

    private JsonNode Project => Resource.Value["Properties"]!;

    private static string? Token => (string?)TestSettings.Delivery()["pullRequests"]!["tokenSecretArn"];

    [Fact]
    public void Without_the_setting_pull_requests_are_not_built()
    {
        var template = SynthesisedApp.With(delivery => delivery.Remove("pullRequests")).PipelineTemplate;
        Assert.DoesNotContain(template.All("AWS::CodeBuild::Project"), project => project["Triggers"] is not null);
    }

    [Fact]
    public void A_pull_request_runs_the_same_script_as_a_push() =>
        Assert.Equal(
            [
                "bash infra/steps/verify.sh pipelines",
                "bash infra/steps/verify.sh steps",
                "bash infra/steps/verify.sh app-backend",
                "bash infra/steps/verify.sh app-frontend",
                "bash infra/steps/verify.sh packages",
            ],
            JsonNode.Parse((string)Project["Source"]!["BuildSpec"]!)!["phases"]!["build"]!["commands"]!
                .AsArray()
                .Select(command => (string)command!)
        );

    [Theory]
    [InlineData("main", "^refs/heads/main$")]
    [InlineData("release/v1.0", @"^refs/heads/release/v1\.0$")]
    public void Only_pull_requests_to_the_delivered_branch_are_built_and_reported_to_GitHub(string branch, string pattern)
    {
        var project =
            branch == "main"
                ? Project
                : SynthesisedApp
                    .With(delivery => delivery["branch"] = branch)
                    .PipelineTemplate.Resources("AWS::CodeBuild::Project")
                    .Single(candidate => candidate.Key == Resource.Key)
                    .Value["Properties"]!;
        var filters = Assert
            .Single(project["Triggers"]!["FilterGroups"]!.AsArray())!
            .AsArray()
            .ToDictionary(filter => (string)filter!["Type"]!, filter => (string)filter!["Pattern"]!);
        Assert.Equal("PULL_REQUEST_CREATED, PULL_REQUEST_UPDATED, PULL_REQUEST_REOPENED", filters["EVENT"]);
        Assert.Equal(pattern, filters["BASE_REF"]);
        Assert.True((bool)project["Source"]!["ReportBuildStatus"]!);
    }

    [Fact]
    public void Every_pull_request_needs_a_comment_of_a_maintainer()
    {
        var policy = Project["Triggers"]!["PullRequestBuildPolicy"]!;
        Assert.Equal("ALL_PULL_REQUESTS", (string?)policy["RequiresCommentApproval"]);
        Assert.Equal(["GITHUB_MAINTAIN", "GITHUB_ADMIN"], policy["ApproverRoles"]!.AsArray().Select(role => (string?)role));
    }

    [Fact]
    public void It_clones_with_its_own_token()
    {
        Assert.Equal("SECRETS_MANAGER", (string?)Project["Source"]!["Auth"]!["Type"]);
        Assert.Equal(Token, (string?)Project["Source"]!["Auth"]!["Resource"]);
        Assert.Null(Project["Environment"]!["EnvironmentVariables"]);
    }

    [Fact]
    public void It_may_read_the_token_before_the_project_is_created()
    {
        var before = app
            .PipelineTemplate.Resources("AWS::IAM::Policy")
            .Where(policy => Resource.Value["DependsOn"]!.AsArray().Any(name => (string?)name == policy.Key))
            .Select(policy => policy.Value["Properties"]!);
        Assert.Contains(
            before,
            policy => policy["PolicyDocument"]!["Statement"]!.AsArray().Any(statement => (string?)statement!["Resource"] == Token)
        );
    }

    [Fact]
    public void Untrusted_code_may_only_write_its_log_and_read_its_token()
    {
        var role = (string)Project["ServiceRole"]!["Fn::GetAtt"]![0]!;
        var allowed = app
            .PipelineTemplate.All("AWS::IAM::Policy")
            .Where(policy => (string?)policy["Roles"]![0]!["Ref"] == role)
            .SelectMany(policy => policy["PolicyDocument"]!["Statement"]!.AsArray())
            .SelectMany(statement =>
                (statement!["Action"] is JsonArray many ? many.Select(action => (string)action!) : [(string)statement["Action"]!]).Select(
                    action => (action, Resource: statement["Resource"]!.ToJsonString())
                )
            )
            .ToArray();
        Assert.Equal(
            ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "secretsmanager:GetSecretValue"],
            allowed.Select(permission => permission.action).Order(StringComparer.Ordinal)
        );
        Assert.All(
            allowed,
            permission =>
                Assert.Contains(
                    permission.action.StartsWith("logs:", StringComparison.Ordinal)
                        ? $"/aws/codebuild/\",{{\"Ref\":\"{Resource.Key}\"}}"
                        : $"\"{Token}\"",
                    permission.Resource,
                    StringComparison.Ordinal
                )
        );
        Assert.Null(app.PipelineTemplate.Resources("AWS::IAM::Role")[role]["Properties"]!["ManagedPolicyArns"]);
    }
}
