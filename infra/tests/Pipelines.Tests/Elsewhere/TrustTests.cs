using System.Text.Json.Nodes;

namespace Expenses.Tests.Elsewhere;

/// <summary>What an environment grants the pipeline where that is in another account: to bring an image, to release the site, no more.</summary>
public sealed class TrustTests(PlacedApps apps)
{
    private const string Pipeline = "arn:${AWS::Partition}:iam::111111111111:root";

    public static TheoryData<string, string> InAnotherAccount =>
        new()
        {
            { PlacedApps.AnotherAccount, "Prod" },
            { PlacedApps.OfTheirOwn, "Dev" },
            { PlacedApps.OfTheirOwn, "Prod" },
        };

    public static TheoryData<string, string> InThePipelinesAccount =>
        new()
        {
            { PlacedApps.Unset, "Dev" },
            { PlacedApps.Unset, "Prod" },
            { PlacedApps.OneAccount, "Dev" },
            { PlacedApps.OneAccount, "Prod" },
            { PlacedApps.AnotherAccount, "Dev" },
            { PlacedApps.AnotherRegion, "Dev" },
            { PlacedApps.AnotherRegion, "Prod" },
        };

    [Theory]
    [MemberData(nameof(InAnotherAccount))]
    public void The_repository_lets_the_pipelines_account_alone_push_judge_and_pull(string place, string stage)
    {
        var statement = Assert.Single(Statements(Repository(place, stage)["RepositoryPolicyText"]!));
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
    public void The_pipelines_account_alone_may_take_the_role_that_releases_the_site(string place, string stage)
    {
        var role = Assert.Single(ReleaseRoles(place, stage));
        var trust = Assert.Single(Statements(role["AssumeRolePolicyDocument"]!));
        Assert.Equal(("Allow", "sts:AssumeRole", Pipeline), ((string?)trust["Effect"], (string?)trust["Action"], Principal(trust)));
        Assert.Null(role["ManagedPolicyArns"]);
    }

    [Theory]
    [InlineData(PlacedApps.AnotherAccount, "Prod", "us-east-1:333333333333")]
    [InlineData(PlacedApps.OfTheirOwn, "Dev", "eu-central-1:222222222222")]
    [InlineData(PlacedApps.OfTheirOwn, "Prod", "eu-west-1:333333333333")]
    public void That_role_builds_its_own_release_branch_and_can_do_nothing_else(string place, string stage, string where)
    {
        var template = Frontend(place, stage);
        var app = Assert.Single(template.Resources("AWS::Amplify::App").Keys);
        var policy = Assert.Single(
            template.All("AWS::IAM::Policy"),
            policy => ((string)policy["PolicyName"]!).StartsWith("ReleaseRole", StringComparison.Ordinal)
        );
        var statement = Assert.Single(Statements(policy["PolicyDocument"]!));
        Assert.Equal(["amplify:GetJob", "amplify:StartJob"], Strings(statement["Action"]!).Order(StringComparer.Ordinal));
        Assert.Equal(
            $$"""arn:${AWS::Partition}:amplify:{{where}}:apps/{"Fn::GetAtt":["{{app}}","AppId"]}/branches/release*{{stage.ToLowerInvariant()}}/jobs/*""",
            TemplateText.Of(statement["Resource"]!)
        );
    }

    [Theory]
    [MemberData(nameof(InAnotherAccount))]
    public void The_pipelines_account_alone_may_take_the_role_that_migrates_and_that_role_runs_the_migration_alone(
        string place,
        string stage
    )
    {
        var role = Assert.Single(MigrationRoles(place, stage));
        var trust = Assert.Single(Statements(role["AssumeRolePolicyDocument"]!));
        Assert.Equal(("Allow", "sts:AssumeRole", Pipeline), ((string?)trust["Effect"], (string?)trust["Action"], Principal(trust)));
        Assert.Null(role["ManagedPolicyArns"]);
        var policy = Assert.Single(
            Database(place, stage).All("AWS::IAM::Policy"),
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
    public void In_the_pipelines_own_account_nothing_is_granted_by_the_stage(string place, string stage)
    {
        Assert.Null(Repository(place, stage)["RepositoryPolicyText"]);
        Assert.Empty(ReleaseRoles(place, stage));
        Assert.Empty(MigrationRoles(place, stage));
    }

    private JsonObject Repository(string place, string stage) =>
        Template.FromStack(apps[place].Stage(stage).Ecr).Only("AWS::ECR::Repository");

    private IEnumerable<JsonObject> ReleaseRoles(string place, string stage) =>
        Frontend(place, stage).All("AWS::IAM::Role").Where(role => (string?)role["RoleName"] == $"Expenses-{stage}-FrontendApp-Release");

    private IEnumerable<JsonObject> MigrationRoles(string place, string stage) =>
        Database(place, stage).All("AWS::IAM::Role").Where(role => (string?)role["RoleName"] == $"Expenses-{stage}-Database-Migrate-Step");

    private Template Database(string place, string stage) => Template.FromStack(apps[place].Stage(stage).Database);

    private Template Frontend(string place, string stage) => Template.FromStack(apps[place].Stage(stage).FrontendApp);

    private static IEnumerable<JsonNode> Statements(JsonNode policy) => policy["Statement"]!.AsArray()!;

    private static string Principal(JsonNode statement) =>
        TemplateText.Of(Assert.Single(statement["Principal"]!.AsObject(), principal => principal.Key == "AWS").Value!);

    private static IEnumerable<string> Strings(JsonNode many) => many.AsArray().Select(one => (string)one!);
}
