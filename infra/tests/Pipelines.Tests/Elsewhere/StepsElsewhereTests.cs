namespace Expenses.Tests.Elsewhere;

/// <summary>What the steps that reach into a stage are told and allowed, by where the stage is.</summary>
public sealed class StepsElsewhereTests(PlacedApps apps)
{
    [Theory]
    [InlineData(PlacedApps.Unset, "${AWS::Region}:${AWS::AccountId}")]
    [InlineData(PlacedApps.OneAccount, "us-east-1:111111111111")]
    [InlineData(PlacedApps.AnotherAccount, "us-east-1:111111111111")]
    [InlineData(PlacedApps.OfTheirOwn, "eu-central-1:222222222222")]
    public void Dev_s_image_is_pushed_where_dev_is(string place, string dev) =>
        Assert.All(
            Beyond(place, "Dev", "PublishImage"),
            permission =>
                Assert.EndsWith(
                    $" on arn:${{AWS::Partition}}:ecr:{dev}:repository/expenses-dev-backend",
                    permission,
                    StringComparison.Ordinal
                )
        );

    [Theory]
    [InlineData(PlacedApps.Unset, "${AWS::Region}:${AWS::AccountId}", "${AWS::Region}:${AWS::AccountId}")]
    [InlineData(PlacedApps.AnotherAccount, "us-east-1:111111111111", "us-east-1:333333333333")]
    [InlineData(PlacedApps.AnotherRegion, "us-east-1:111111111111", "eu-west-1:111111111111")]
    [InlineData(PlacedApps.OfTheirOwn, "eu-central-1:222222222222", "eu-west-1:333333333333")]
    public void An_image_is_promoted_from_where_dev_is_to_where_prod_is(string place, string dev, string prod)
    {
        string[] repositories =
        [
            $"arn:${{AWS::Partition}}:ecr:{dev}:repository/expenses-dev-backend",
            $"arn:${{AWS::Partition}}:ecr:{prod}:repository/expenses-prod-backend",
        ];
        Assert.Equal(
            repositories,
            Beyond(place, "Prod", "PromoteImage")
                .Select(permission => permission.Split(" on ")[1])
                .Distinct()
                .OrderBy(repository => repository.Split('/')[^1], StringComparer.Ordinal)
        );
        Assert.Equal(
            [repositories[1]],
            Beyond(place, "Prod", "PromoteImage")
                .Where(permission => permission.StartsWith("ecr:PutImage", StringComparison.Ordinal))
                .Select(permission => permission.Split(" on ")[1])
        );
    }

    [Theory]
    [InlineData(PlacedApps.Unset, null)]
    [InlineData(PlacedApps.OneAccount, null)]
    [InlineData(PlacedApps.AnotherAccount, "111111111111.dkr.ecr.us-east-1.amazonaws.com")]
    [InlineData(PlacedApps.AnotherRegion, "111111111111.dkr.ecr.us-east-1.amazonaws.com")]
    [InlineData(PlacedApps.OfTheirOwn, "222222222222.dkr.ecr.eu-central-1.amazonaws.com")]
    public void The_registry_to_promote_from_is_told_where_it_is_another_and_known_without_dev_s_stacks(string place, string? registry) =>
        Assert.Equal(registry, Step(place, "Prod", "PromoteImage").Variables.GetValueOrDefault("FROM_REGISTRY"));

    [Theory]
    [InlineData(PlacedApps.AnotherAccount, "Prod", "333333333333")]
    [InlineData(PlacedApps.OfTheirOwn, "Dev", "222222222222")]
    [InlineData(PlacedApps.OfTheirOwn, "Prod", "333333333333")]
    public void In_another_account_the_site_is_released_by_that_account_s_role_and_no_other(string place, string stage, string account)
    {
        var role = $"arn:${{AWS::Partition}}:iam::{account}:role/Expenses-{stage}-FrontendApp-Release";
        var step = Step(place, stage, "ReleaseFrontend");
        Assert.Equal(role, step.Variables["RELEASE_ROLE_ARN"]);
        Assert.Equal(
            [
                "secretsmanager:GetSecretValue on arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:expenses/github-release-token-??????",
                $"sts:AssumeRole on {role}",
            ],
            step.Permissions.Where(permission => !permission.StartsWith("s3:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(PlacedApps.Unset, "Prod", "${AWS::Region}:${AWS::AccountId}")]
    [InlineData(PlacedApps.OneAccount, "Prod", "us-east-1:111111111111")]
    [InlineData(PlacedApps.AnotherAccount, "Dev", "us-east-1:111111111111")]
    [InlineData(PlacedApps.AnotherRegion, "Prod", "eu-west-1:111111111111")]
    public void In_the_pipelines_own_account_no_role_is_taken(string place, string stage, string where)
    {
        var step = Step(place, stage, "ReleaseFrontend");
        Assert.DoesNotContain("RELEASE_ROLE_ARN", step.Variables.Keys);
        var permission = Assert.Single(step.Permissions, permission => permission.StartsWith("amplify:StartJob", StringComparison.Ordinal));
        Assert.EndsWith(
            $":amplify:{where}:apps/*/branches/release*{stage.ToLowerInvariant()}/jobs/*",
            permission,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(step.Permissions, permission => permission.StartsWith("sts:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(PlacedApps.Unset, null)]
    [InlineData(PlacedApps.AnotherAccount, "us-east-1")]
    [InlineData(PlacedApps.AnotherRegion, "eu-west-1")]
    public void Amplify_is_asked_in_the_region_that_the_site_is_in(string place, string? region) =>
        Assert.Equal(region, Step(place, "Prod", "ReleaseFrontend").Variables.GetValueOrDefault("APP_REGION"));

    [Theory]
    [InlineData(PlacedApps.AnotherAccount, "Prod", "333333333333", "us-east-1")]
    [InlineData(PlacedApps.OfTheirOwn, "Dev", "222222222222", "eu-central-1")]
    [InlineData(PlacedApps.OfTheirOwn, "Prod", "333333333333", "eu-west-1")]
    public void In_another_account_the_database_is_migrated_by_that_account_s_role_and_no_other(
        string place,
        string stage,
        string account,
        string region
    )
    {
        var role = $"arn:${{AWS::Partition}}:iam::{account}:role/Expenses-{stage}-Database-Migrate-Step";
        var step = Step(place, stage, "MigrateDatabase");
        Assert.Equal((role, region), (step.Variables["MIGRATION_ROLE_ARN"], step.Variables["DATABASE_REGION"]));
        Assert.Equal([$"sts:AssumeRole on {role}"], step.Permissions);
    }

    [Theory]
    [InlineData(PlacedApps.Unset, "Prod", "${AWS::Region}:${AWS::AccountId}", null)]
    [InlineData(PlacedApps.OneAccount, "Prod", "us-east-1:111111111111", "us-east-1")]
    [InlineData(PlacedApps.AnotherRegion, "Prod", "eu-west-1:111111111111", "eu-west-1")]
    public void In_the_pipelines_own_account_the_step_migrates_by_itself_where_the_database_is(
        string place,
        string stage,
        string where,
        string? region
    )
    {
        var step = Step(place, stage, "MigrateDatabase");
        Assert.DoesNotContain("MIGRATION_ROLE_ARN", step.Variables.Keys);
        Assert.Equal(region, step.Variables.GetValueOrDefault("DATABASE_REGION"));
        Assert.Contains(
            $"ecs:RunTask on arn:${{AWS::Partition}}:ecs:{where}:task-definition/Expenses-{stage}-Database-Migrate:*",
            step.Permissions
        );
    }

    [Theory]
    [InlineData(PlacedApps.Unset, "${AWS::AccountId}-${AWS::Region}", "${AWS::AccountId}-${AWS::Region}")]
    [InlineData(PlacedApps.AnotherAccount, "111111111111-us-east-1", "333333333333-us-east-1")]
    [InlineData(PlacedApps.AnotherRegion, "111111111111-us-east-1", "111111111111-eu-west-1")]
    [InlineData(PlacedApps.OfTheirOwn, "222222222222-eu-central-1", "333333333333-eu-west-1")]
    public void A_bundle_is_promoted_from_where_dev_is_to_where_prod_is(string place, string dev, string prod)
    {
        var step = Step(place, "Prod", "PromoteBundle");
        Assert.Equal(
            ($"expenses-dev-bundles-{dev}", $"expenses-prod-bundles-{prod}"),
            (step.Variables["FROM_BUCKET"], step.Variables["BUNDLE_BUCKET"])
        );
        Assert.Equal(
            [$"s3:PutObject on arn:${{AWS::Partition}}:s3:::expenses-prod-bundles-{prod}/*"],
            step.Permissions.Where(permission => permission.StartsWith("s3:PutObject", StringComparison.Ordinal))
        );
    }

    private StepProject Step(string place, string stage, string action) => new(apps[place], stage, action);

    private IEnumerable<string> Beyond(string place, string stage, string action) =>
        Step(place, stage, action).Permissions.Where(permission => permission != "ecr:GetAuthorizationToken on *");
}
