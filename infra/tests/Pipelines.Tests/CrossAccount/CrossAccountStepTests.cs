namespace Expenses.Tests.CrossAccount;

/// <summary>The variables and permissions of the steps that deliver to a stage, by layout.</summary>
public sealed class CrossAccountStepTests(AppsByLayout apps)
{
    [Theory]
    [InlineData(AppsByLayout.Unset, "${AWS::Region}:${AWS::AccountId}")]
    [InlineData(AppsByLayout.OneAccount, "us-east-1:111111111111")]
    [InlineData(AppsByLayout.AnotherAccount, "us-east-1:111111111111")]
    [InlineData(AppsByLayout.SeparateAccounts, "eu-central-1:222222222222")]
    public void Devs_image_is_pushed_to_devs_account_and_region(string layout, string dev) =>
        Assert.All(
            PermissionsWithoutLogin(layout, "Dev", "PublishImage"),
            permission =>
                Assert.EndsWith(
                    $" on arn:${{AWS::Partition}}:ecr:{dev}:repository/expenses-dev-backend",
                    permission,
                    StringComparison.Ordinal
                )
        );

    [Theory]
    [InlineData(AppsByLayout.Unset, "${AWS::Region}:${AWS::AccountId}", "${AWS::Region}:${AWS::AccountId}")]
    [InlineData(AppsByLayout.AnotherAccount, "us-east-1:111111111111", "us-east-1:333333333333")]
    [InlineData(AppsByLayout.AnotherRegion, "us-east-1:111111111111", "eu-west-1:111111111111")]
    [InlineData(AppsByLayout.SeparateAccounts, "eu-central-1:222222222222", "eu-west-1:333333333333")]
    public void An_image_is_promoted_from_devs_to_prods_account_and_region(string layout, string dev, string prod)
    {
        string[] repositories =
        [
            $"arn:${{AWS::Partition}}:ecr:{dev}:repository/expenses-dev-backend",
            $"arn:${{AWS::Partition}}:ecr:{prod}:repository/expenses-prod-backend",
        ];
        Assert.Equal(
            repositories,
            PermissionsWithoutLogin(layout, "Prod", "PromoteImage")
                .Select(permission => permission.Split(" on ")[1])
                .Distinct()
                .OrderBy(repository => repository.Split('/')[^1], StringComparer.Ordinal)
        );
        Assert.Equal(
            [repositories[1]],
            PermissionsWithoutLogin(layout, "Prod", "PromoteImage")
                .Where(permission => permission.StartsWith("ecr:PutImage", StringComparison.Ordinal))
                .Select(permission => permission.Split(" on ")[1])
        );
    }

    [Theory]
    [InlineData(AppsByLayout.Unset, null)]
    [InlineData(AppsByLayout.OneAccount, null)]
    [InlineData(AppsByLayout.AnotherAccount, "111111111111.dkr.ecr.us-east-1.amazonaws.com")]
    [InlineData(AppsByLayout.AnotherRegion, "111111111111.dkr.ecr.us-east-1.amazonaws.com")]
    [InlineData(AppsByLayout.SeparateAccounts, "222222222222.dkr.ecr.eu-central-1.amazonaws.com")]
    public void The_step_gets_the_registry_to_promote_from_if_it_is_another_without_outputs_of_devs_stacks(
        string layout,
        string? registry
    ) => Assert.Equal(registry, Step(layout, "Prod", "PromoteImage").Variables.GetValueOrDefault("FROM_REGISTRY"));

    [Theory]
    [InlineData(AppsByLayout.AnotherAccount, "Prod", "333333333333", "us-east-1")]
    [InlineData(AppsByLayout.SeparateAccounts, "Dev", "222222222222", "eu-central-1")]
    [InlineData(AppsByLayout.SeparateAccounts, "Prod", "333333333333", "eu-west-1")]
    public void In_another_account_the_step_releases_the_site_only_with_that_accounts_role(
        string layout,
        string stage,
        string account,
        string region
    )
    {
        var role = $"arn:${{AWS::Partition}}:iam::{account}:role/Expenses-{stage}-FrontendApp-Release-{region}";
        var step = Step(layout, stage, "ReleaseFrontend");
        Assert.Equal(role, step.Variables["RELEASE_ROLE_ARN"]);
        Assert.Equal(
            [
                "secretsmanager:GetSecretValue on arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}"
                    + ":secret:expenses/github-release-token-??????",
                $"sts:AssumeRole on {role}",
            ],
            step.Permissions.Where(permission => !permission.StartsWith("s3:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(AppsByLayout.Unset, "Prod", "${AWS::Region}:${AWS::AccountId}")]
    [InlineData(AppsByLayout.OneAccount, "Prod", "us-east-1:111111111111")]
    [InlineData(AppsByLayout.AnotherAccount, "Dev", "us-east-1:111111111111")]
    [InlineData(AppsByLayout.AnotherRegion, "Prod", "eu-west-1:111111111111")]
    public void In_the_pipelines_account_the_step_releases_the_site_without_another_role(string layout, string stage, string location)
    {
        var step = Step(layout, stage, "ReleaseFrontend");
        Assert.DoesNotContain("RELEASE_ROLE_ARN", step.Variables.Keys);
        var permission = Assert.Single(step.Permissions, permission => permission.StartsWith("amplify:StartJob", StringComparison.Ordinal));
        Assert.EndsWith(
            $":amplify:{location}:apps/*/branches/release*{stage.ToLowerInvariant()}/jobs/*",
            permission,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(step.Permissions, permission => permission.StartsWith("sts:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AppsByLayout.Unset, null)]
    [InlineData(AppsByLayout.AnotherAccount, "us-east-1")]
    [InlineData(AppsByLayout.AnotherRegion, "eu-west-1")]
    public void Amplify_is_called_in_the_region_of_the_site(string layout, string? region) =>
        Assert.Equal(region, Step(layout, "Prod", "ReleaseFrontend").Variables.GetValueOrDefault("APP_REGION"));

    [Theory]
    [InlineData(AppsByLayout.AnotherAccount, "Prod", "333333333333", "us-east-1")]
    [InlineData(AppsByLayout.SeparateAccounts, "Dev", "222222222222", "eu-central-1")]
    [InlineData(AppsByLayout.SeparateAccounts, "Prod", "333333333333", "eu-west-1")]
    public void In_another_account_the_step_migrates_the_database_only_with_that_accounts_role(
        string layout,
        string stage,
        string account,
        string region
    )
    {
        var role = $"arn:${{AWS::Partition}}:iam::{account}:role/Expenses-{stage}-Database-Migrate-Step-{region}";
        var step = Step(layout, stage, "MigrateDatabase");
        Assert.Equal((role, region), (step.Variables["MIGRATION_ROLE_ARN"], step.Variables["DATABASE_REGION"]));
        Assert.Equal([$"sts:AssumeRole on {role}"], step.Permissions);
    }

    [Theory]
    [InlineData(AppsByLayout.Unset, "Prod", "${AWS::Region}:${AWS::AccountId}", null)]
    [InlineData(AppsByLayout.OneAccount, "Prod", "us-east-1:111111111111", "us-east-1")]
    [InlineData(AppsByLayout.AnotherRegion, "Prod", "eu-west-1:111111111111", "eu-west-1")]
    public void In_the_pipelines_account_the_step_migrates_without_another_role_in_the_databases_region(
        string layout,
        string stage,
        string location,
        string? region
    )
    {
        var step = Step(layout, stage, "MigrateDatabase");
        Assert.DoesNotContain("MIGRATION_ROLE_ARN", step.Variables.Keys);
        Assert.Equal(region, step.Variables.GetValueOrDefault("DATABASE_REGION"));
        Assert.Contains(
            $"ecs:RunTask on arn:${{AWS::Partition}}:ecs:{location}:task-definition/Expenses-{stage}-Database-Migrate:*",
            step.Permissions
        );
    }

    [Theory]
    [InlineData(AppsByLayout.Unset, "${AWS::AccountId}-${AWS::Region}", "${AWS::AccountId}-${AWS::Region}")]
    [InlineData(AppsByLayout.AnotherAccount, "111111111111-us-east-1", "333333333333-us-east-1")]
    [InlineData(AppsByLayout.AnotherRegion, "111111111111-us-east-1", "111111111111-eu-west-1")]
    [InlineData(AppsByLayout.SeparateAccounts, "222222222222-eu-central-1", "333333333333-eu-west-1")]
    public void A_bundle_is_promoted_from_devs_to_prods_account_and_region(string layout, string dev, string prod)
    {
        var step = Step(layout, "Prod", "PromoteBundle");
        Assert.Equal(
            ($"expenses-dev-bundles-{dev}", $"expenses-prod-bundles-{prod}"),
            (step.Variables["FROM_BUCKET"], step.Variables["BUNDLE_BUCKET"])
        );
        Assert.Equal(
            [$"s3:PutObject on arn:${{AWS::Partition}}:s3:::expenses-prod-bundles-{prod}/*"],
            step.Permissions.Where(permission => permission.StartsWith("s3:PutObject", StringComparison.Ordinal))
        );
    }

    private StepProject Step(string layout, string stage, string action) => new(apps[layout], stage, action);

    private IEnumerable<string> PermissionsWithoutLogin(string layout, string stage, string action) =>
        Step(layout, stage, action).Permissions.Where(permission => permission != "ecr:GetAuthorizationToken on *");
}
