namespace Expenses.Tests.Steps;

public sealed class ReleaseFrontendStepTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_releases_the_commit_and_bundle_in_the_assembly(string stage) =>
        Assert.Equal("bash infra/steps/release-frontend.sh ../assembly/commit ../assembly/frontend-bundle-tag", Step(stage).Commands[^1]);

    [Theory]
    [InlineData("Dev", "release/dev")]
    [InlineData("Prod", "release/prod")]
    public void Each_stage_has_its_own_branch(string stage, string branch) => Assert.Equal(branch, Step(stage).Variables["BRANCH"]);

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_gets_the_url_of_the_site(string stage) =>
        Assert.StartsWith("#{", Step(stage).Variables["SITE_URL"], StringComparison.Ordinal);

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_gets_the_name_of_the_tokens_secret_and_not_the_token(string stage)
    {
        Assert.Equal((string?)TestSettings.Delivery()["github"]!["releaseToken"], Step(stage).Variables["GITHUB_TOKEN_SECRET"]);
        Assert.DoesNotContain(Step(stage).Variables.Values, value => value.Contains("{{resolve:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Dev", "dev", "prod")]
    [InlineData("Prod", "prod", "dev")]
    public void It_may_only_release_its_own_branch_read_its_bundles_and_read_the_token(string stage, string own, string other)
    {
        var permissions = Step(stage).Permissions.ToArray();
        Assert.Equal(
            ["amplify:GetJob", "amplify:StartJob", "s3:GetObject", "s3:ListBucket", "secretsmanager:GetSecretValue"],
            permissions.Select(permission => permission.Split(' ')[0]).Order()
        );
        Assert.All(
            permissions.Where(permission => permission.StartsWith("amplify", StringComparison.Ordinal)),
            permission => Assert.EndsWith($"/branches/release*{own}/jobs/*", permission, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            permissions,
            permission =>
                permission.Contains($"release*{other}", StringComparison.Ordinal)
                || permission.Contains($"-{other}-", StringComparison.Ordinal)
        );
    }

    private StepProject Step(string stage) => new(app, stage, "ReleaseFrontend");
}
