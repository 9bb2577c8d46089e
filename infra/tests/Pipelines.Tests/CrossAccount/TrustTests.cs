using System.Text.Json.Nodes;

namespace Expenses.Tests.CrossAccount;

/// <summary>Grants to a pipeline in another account: to deliver images, migrate the database and release the site.</summary>
public sealed class TrustTests(AppsByLayout apps)
{
    private const string Pipeline = "arn:${AWS::Partition}:iam::111111111111:root";

    public static TheoryData<string, string> InAnotherAccount =>
        new()
        {
            { AppsByLayout.AnotherAccount, "Prod" },
            { AppsByLayout.SeparateAccounts, "Dev" },
            { AppsByLayout.SeparateAccounts, "Prod" },
        };

    public static TheoryData<string, string> InThePipelinesAccount =>
        new()
        {
            { AppsByLayout.Unset, "Dev" },
            { AppsByLayout.Unset, "Prod" },
            { AppsByLayout.OneAccount, "Dev" },
            { AppsByLayout.OneAccount, "Prod" },
            { AppsByLayout.AnotherAccount, "Dev" },
            { AppsByLayout.AnotherRegion, "Dev" },
            { AppsByLayout.AnotherRegion, "Prod" },
        };

    [Theory]
    [MemberData(nameof(InAnotherAccount))]
    public void Only_the_pipelines_account_may_push_to_the_repository_read_its_scans_and_pull(string layout, string stage)
    {
        var statement = Assert.Single(Statements(Repository(layout, stage)["RepositoryPolicyText"]!));
        Assert.Equal(("Allow", Pipeline), ((string?)statement["Effect"], Principal(statement)));
        Assert.Equal(
            [
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:CompleteLayerUpload",
                "ecr:DescribeImageScanFindings",
                "ecr:DescribeImages",
                "ecr:GetDownloadUrlForLayer",
                "ecr:InitiateLayerUpload",
                "ecr:PutImage",
                "ecr:UploadLayerPart",
            ],
            Strings(statement["Action"]!).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(InAnotherAccount))]
    public void Only_the_pipelines_account_may_assume_the_role_that_releases_the_site(string layout, string stage)
    {
        var role = Assert.Single(ReleaseRoles(layout, stage));
        var trust = Assert.Single(Statements(role["AssumeRolePolicyDocument"]!));
        Assert.Equal(("Allow", "sts:AssumeRole", Pipeline), ((string?)trust["Effect"], (string?)trust["Action"], Principal(trust)));
        Assert.Null(role["ManagedPolicyArns"]);
    }

    [Theory]
    [InlineData(AppsByLayout.AnotherAccount, "Prod", "us-east-1:333333333333")]
    [InlineData(AppsByLayout.SeparateAccounts, "Dev", "eu-central-1:222222222222")]
    [InlineData(AppsByLayout.SeparateAccounts, "Prod", "eu-west-1:333333333333")]
    public void The_role_that_releases_the_site_may_only_start_and_read_jobs_of_its_branch(string layout, string stage, string location)
    {
        var template = Frontend(layout, stage);
        var app = Assert.Single(template.Resources("AWS::Amplify::App").Keys);
        var policy = Assert.Single(
            template.All("AWS::IAM::Policy"),
            policy => ((string)policy["PolicyName"]!).StartsWith("ReleaseRole", StringComparison.Ordinal)
        );
        var statement = Assert.Single(Statements(policy["PolicyDocument"]!));
        Assert.Equal(["amplify:GetJob", "amplify:StartJob"], Strings(statement["Action"]!).Order(StringComparer.Ordinal));
        Assert.Equal(
            $$"""arn:${AWS::Partition}:amplify:{{location}}:apps/{"Fn::GetAtt":["{{app}}","AppId"]}"""
                + $"/branches/release*{stage.ToLowerInvariant()}/jobs/*",
            TemplateText.Of(statement["Resource"]!)
        );
    }

    [Theory]
    [MemberData(nameof(InAnotherAccount))]
    public void Only_the_pipelines_account_may_assume_the_role_that_migrates_and_it_may_only_run_the_migration(string layout, string stage)
    {
        var role = Assert.Single(MigrationRoles(layout, stage));
        var trust = Assert.Single(Statements(role["AssumeRolePolicyDocument"]!));
        Assert.Equal(("Allow", "sts:AssumeRole", Pipeline), ((string?)trust["Effect"], (string?)trust["Action"], Principal(trust)));
        Assert.Null(role["ManagedPolicyArns"]);
        var policy = Assert.Single(
            Database(layout, stage).All("AWS::IAM::Policy"),
            policy => ((string)policy["PolicyName"]!).StartsWith("MigrationStepRole", StringComparison.Ordinal)
        );
        Assert.Equal(
            ["ecs:DescribeTasks", "ecs:RunTask", "ecs:StopTask", "iam:PassRole", "logs:GetLogEvents"],
            Statements(policy["PolicyDocument"]!)
                .SelectMany(statement => statement["Action"] is JsonArray many ? Strings(many) : [(string)statement["Action"]!])
                .Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(InThePipelinesAccount))]
    public void In_the_pipelines_account_the_stage_grants_nothing(string layout, string stage)
    {
        Assert.Null(Repository(layout, stage)["RepositoryPolicyText"]);
        Assert.Empty(ReleaseRoles(layout, stage));
        Assert.Empty(MigrationRoles(layout, stage));
    }

    private JsonObject Repository(string layout, string stage) =>
        Template.FromStack(apps[layout].Stage(stage).Ecr).Only("AWS::ECR::Repository");

    private IEnumerable<JsonObject> ReleaseRoles(string layout, string stage) =>
        Named(Frontend(layout, stage), $"Expenses-{stage}-FrontendApp-Release-");

    private IEnumerable<JsonObject> MigrationRoles(string layout, string stage) =>
        Named(Database(layout, stage), $"Expenses-{stage}-Database-Migrate-Step-");

    private static IEnumerable<JsonObject> Named(Template template, string start) =>
        template
            .All("AWS::IAM::Role")
            .Where(role => role["RoleName"] is { } name && TemplateText.Of(name).StartsWith(start, StringComparison.Ordinal));

    private Template Database(string layout, string stage) => Template.FromStack(apps[layout].Stage(stage).Database);

    private Template Frontend(string layout, string stage) => Template.FromStack(apps[layout].Stage(stage).FrontendApp);

    private static IEnumerable<JsonNode> Statements(JsonNode policy) => policy["Statement"]!.AsArray()!;

    private static string Principal(JsonNode statement) =>
        TemplateText.Of(Assert.Single(statement["Principal"]!.AsObject(), principal => principal.Key == "AWS").Value!);

    private static IEnumerable<string> Strings(JsonNode array) => array.AsArray().Select(one => (string)one!);
}
