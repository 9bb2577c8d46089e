namespace Steps.Tests;

/// <summary>What preflight.sh says of the repository on GitHub, its connection and its tokens.</summary>
public sealed class PreflightGitHubTests(StepScripts scripts) : PreflightTests(scripts)
{
    [Fact]
    public async Task A_repository_that_is_spelled_differently_than_on_github_is_reported()
    {
        await CreateSecretsAsync("eu-north-1");
        var (code, output) = await RunAsync("eu-north-1", ["pipeline"], delivery => delivery["repository"] = "Example/Expenses");
        Assert.Equal(1, code);
        Assert.Contains(
            "GitHub spells the repository example/expenses: set delivery.repository in cdk.json to that.",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_missing_connection_is_reported_with_the_error_of_aws()
    {
        await CreateSecretsAsync("eu-west-2");
        OverrideAws(connection: "echo 'ResourceNotFoundException: Connection not found' >&2 && exit 254");
        var (code, output) = await RunAsync("eu-west-2", "pipeline");
        Assert.Equal(1, code);
        Assert.Contains("connection/00000000-0000-0000-0000-000000000000 can't be found", output, StringComparison.Ordinal);
        Assert.EndsWith("AWS says: ResourceNotFoundException: Connection not found", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_is_read_in_its_region_and_by_its_former_service_name()
    {
        await CreateSecretsAsync("eu-west-3");
        var (code, output) = await RunAsync(
            "eu-west-3",
            ["pipeline"],
            delivery => delivery["connectionArn"] = "arn:aws:codestar-connections:eu-north-1:111111111111:connection/1"
        );
        Assert.True(code == 0, output);
        Assert.Contains(
            Programs.Calls,
            call => call.StartsWith("aws codestar-connections get-connection --region eu-north-1 ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_secret_that_is_scheduled_for_deletion_is_reported()
    {
        await CreateSecretsAsync("ap-south-1");
        await Scripts.AwsAsync("secretsmanager", "delete-secret", "--region", "ap-south-1", "--secret-id", Release);
        var (code, output) = await RunAsync("ap-south-1", "pipeline");
        Assert.Equal(1, code);
        Assert.EndsWith(
            $"is scheduled for deletion: aws secretsmanager restore-secret --region ap-south-1 --secret-id {Release}",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_stored_token_that_lacks_a_permission_is_reported()
    {
        await CreateSecretsAsync("us-east-1");
        GitHub.RefuseWorkflows();
        var (code, output) = await RunAsync("us-east-1", "pipeline");
        Assert.Equal(1, code);
        Assert.EndsWith(
            $"GitHub's release token in the secret {Release} doesn't work. "
                + "It lacks the permission Workflows: read and write. Store another: infra/steps/store-token.sh release us-east-1",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_release_branch_that_is_older_than_its_environment_is_reported()
    {
        await CreateSecretsAsync("us-west-2");
        var foreign = GitHub.CommitTo("release/prod");
        var (code, output) = await RunAsync("us-west-2", "Dev", "Prod", "pipeline");
        Assert.Equal(1, code);
        Assert.Contains(
            $"  - example/expenses already has a branch release/prod, at {foreign}, but Prod doesn't exist yet",
            output,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "delete it: git push https://github.com/example/expenses :refs/heads/release/prod",
            output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("release/dev", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_release_branch_of_an_existing_environment_is_not_reported()
    {
        await CreateSecretsAsync("us-west-1");
        GitHub.CommitTo("release/dev");
        await Scripts.AwsAsync(
            "cloudformation",
            "create-stack",
            "--region",
            "us-west-1",
            "--stack-name",
            "Expenses-Dev-Vpc",
            "--template-body",
            """{ "Resources": { "Group": { "Type": "AWS::Logs::LogGroup" } } }"""
        );
        var (code, output) = await RunAsync("us-west-1", "pipeline", "Dev");
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_branch_named_release_is_reported()
    {
        await CreateSecretsAsync("us-west-2");
        GitHub.CommitTo("release");
        var (code, output) = await RunAsync("us-west-2", "pipeline");
        Assert.Equal(1, code);
        Assert.Matches(@"GitHub refuses the push of release/preflight-.*'refs/heads/release' exists", output);
    }

    [Fact]
    public async Task An_environment_needs_only_the_amplify_token()
    {
        await CreateSecretsAsync("us-east-1");
        GitHub.RefuseWorkflows();
        Api.Expires = "2027-10-12 09:00:00 UTC";
        var (code, output) = await RunAsync("us-east-1", "Dev", "Prod");
        Assert.True(code == 0, output);
        Assert.Equal("GitHub's amplify token: It expires on 2027-10-12 09:00:00 UTC: store a new one before then.", output.Split('\n')[0]);
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task An_unprotected_branch_is_reported_and_fails_nothing(bool isProtected, bool requiresPullRequests, bool reported)
    {
        await CreateSecretsAsync("us-east-1");
        (Api.IsProtected, Api.RequiresPullRequests) = (isProtected, requiresPullRequests);
        var (code, output) = await RunAsync("us-east-1", "pipeline");
        Assert.True(code == 0, output);
        Assert.Equal(
            reported,
            output.Contains(
                "main is not protected: everyone with write access can deploy, and can change the approval before Prod. "
                    + "Require pull requests: https://github.com/example/expenses/settings/rules",
                StringComparison.Ordinal
            )
        );
    }
}
