namespace Expenses.Tests;

public sealed class FrontendAppStackTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev", "release/dev")]
    [InlineData("Prod", "release/prod")]
    public void Amplify_deploys_the_release_branch_only_when_the_pipeline_starts_a_job(string stage, string branch)
    {
        var release = Frontend(stage).Only("AWS::Amplify::Branch");
        Assert.Equal(branch, (string?)release["BranchName"]);
        Assert.False((bool)release["EnableAutoBuild"]!);
        Assert.False((bool)release["EnablePullRequestPreview"]!);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_site_is_rendered_on_the_server_and_accesses_github_with_a_token_from_secrets_manager(string stage)
    {
        var site = Frontend(stage).Only("AWS::Amplify::App");
        Assert.Equal("WEB_COMPUTE", (string?)site["Platform"]);
        Assert.StartsWith(
            "{{resolve:secretsmanager:expenses/github-amplify-token:",
            (string?)site["AccessToken"],
            StringComparison.Ordinal
        );
        Assert.False(site.ContainsKey("OauthToken"));
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Amplify_deploys_the_unpacked_bundle_without_a_build(string stage)
    {
        var site = Frontend(stage).Only("AWS::Amplify::App");
        Assert.Matches(
            @"phases:\s+build:\s+commands:\s+- bash infra/steps/unpack-bundle\.sh\s+artifacts:\s+baseDirectory: \.amplify-hosting\s",
            (string)site["BuildSpec"]!
        );
        Assert.DoesNotContain("npm", (string)site["BuildSpec"]!, StringComparison.Ordinal);
    }

    /// <summary>With a detected framework, Amplify ignores the bundle's manifest.</summary>
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Amplifys_own_support_for_next_js_is_disabled(string stage)
    {
        Assert.Equal("Web", (string?)Frontend(stage).Only("AWS::Amplify::Branch")["Framework"]);
        Assert.DoesNotContain("AMPLIFY_MONOREPO_APP_ROOT", Variables(stage).Keys);
    }

    [Theory]
    [InlineData("Dev", "expenses-dev-bundles-${AWS::AccountId}-${AWS::Region}")]
    [InlineData("Prod", "expenses-prod-bundles-${AWS::AccountId}-${AWS::Region}")]
    public void The_job_gets_the_api_url_and_the_bucket_and_may_read_only_that_bucket(string stage, string bucket)
    {
        Assert.Equal(["API_URL", "BUNDLE_BUCKET"], Variables(stage).Keys.Order());
        Assert.Equal(bucket, Variables(stage)["BUNDLE_BUCKET"]);
        var statements = Frontend(stage)
            .All("AWS::IAM::Policy")
            .SelectMany(policy => policy["PolicyDocument"]!["Statement"]!.AsArray())
            .Where(statement => statement!["Action"]!.ToString().StartsWith("s3:", StringComparison.Ordinal));
        Assert.Equal(
            [("s3:GetObject", $"arn:${{AWS::Partition}}:s3:::{bucket}/*"), ("s3:ListBucket", $"arn:${{AWS::Partition}}:s3:::{bucket}")],
            statements.Select(statement => (statement!["Action"]!.ToString(), TemplateText.Of(statement["Resource"]!))).Order()
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_servers_log_group_has_amplifys_name_and_a_retention(string stage)
    {
        var group = Frontend(stage).Only("AWS::Logs::LogGroup");
        Assert.Matches(@"^/aws/amplify/\{""Fn::GetAtt"":\[""App\w+"",""AppId""\]\}$", TemplateText.Of(group["LogGroupName"]!));
        Assert.InRange((int)group["RetentionInDays"]!, 1, 365);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void An_alarm_watches_the_sites_server_errors(string stage)
    {
        var alarm = Frontend(stage).Only("AWS::CloudWatch::Alarm");
        Assert.Equal($"Expenses-{stage}-FrontendApp-ServerErrors", (string?)alarm["AlarmName"]);
        Assert.Equal(
            ["5XXErrors", "5xxErrors"],
            alarm["Metrics"]!
                .AsArray()
                .Select(metric => (string?)metric!["MetricStat"]?["Metric"]?["MetricName"])
                .OfType<string>()
                .Order(StringComparer.Ordinal)
        );
    }

    private Dictionary<string, string> Variables(string stage) =>
        Frontend(stage).Only("AWS::Amplify::App")["EnvironmentVariables"]!
            .AsArray()
            .ToDictionary(variable => (string)variable!["Name"]!, variable => TemplateText.Of(variable!["Value"]!));

    private Template Frontend(string stage) => Template.FromStack(app.Stage(stage).FrontendApp);
}
