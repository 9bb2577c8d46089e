namespace Steps.Tests;

/// <summary>Has its own account, since other tests have stacks with the same names.</summary>
public sealed class RemoveEnvironmentScriptTests(StepScripts scripts) : IClassFixture<StepScripts>
{
    private const string WithBucket =
        """{ "Resources": { "Logs": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "expenses-dev-logs" } } } }""";

    private const string WithoutBucket =
        """{ "Resources": { "Group": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": "expenses-dev" } } } }""";

    [Fact]
    public async Task Dev_is_deleted_with_the_objects_in_its_buckets()
    {
        await scripts.DeployAsync("Expenses-Dev-BackendApp", WithBucket);
        await scripts.DeployAsync("Expenses-Dev-Vpc", WithoutBucket);
        await scripts.AwsAsync("s3api", "put-object", "--bucket", "expenses-dev-logs", "--key", "load-balancer/today.log");

        var (code, output) = await RunAsync("Dev", "Expenses-Dev");
        Assert.True(code == 0, output);
        Assert.Contains("Expenses-Dev-BackendApp is deleted", output, StringComparison.Ordinal);
        Assert.EndsWith(
            "The branch release/dev is still on GitHub. Delete it before you create Dev again: the new Dev would refuse to move it.",
            output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "Expenses-Dev",
            await scripts.AwsAsync(
                "cloudformation",
                "list-stacks",
                "--stack-status-filter",
                "CREATE_COMPLETE",
                "--query",
                "StackSummaries[].StackName"
            ),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("expenses-dev-logs", await scripts.AwsAsync("s3api", "list-buckets"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_version_of_an_object_is_deleted()
    {
        await scripts.DeployAsync(
            "Expenses-Dev-Ecr",
            """
            { "Resources": { "Bundles": {
              "Type": "AWS::S3::Bucket",
              "Properties": { "BucketName": "expenses-dev-bundles", "VersioningConfiguration": { "Status": "Enabled" } } } } }
            """
        );
        foreach (var _ in (int[])[1, 2])
            await scripts.AwsAsync("s3api", "put-object", "--bucket", "expenses-dev-bundles", "--key", "bundles/c0ffee.tar.gz");
        await scripts.AwsAsync("s3api", "delete-object", "--bucket", "expenses-dev-bundles", "--key", "bundles/c0ffee.tar.gz");

        var (code, output) = await RunAsync("Dev", "Expenses-Dev");
        Assert.True(code == 0, output);
        Assert.DoesNotContain("expenses-dev-bundles", await scripts.AwsAsync("s3api", "list-buckets"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_prompt_names_the_account_and_the_region()
    {
        var (_, output) = await RunAsync("Dev", "");
        Assert.Contains("in account 111111111111, region us-east-1, with the database", output, StringComparison.Ordinal);
    }

    /// <summary>An error that doesn't mention the stack doesn't count as "the stack does not exist".</summary>
    [Theory]
    [InlineData("sts get-caller-identity", "There are no valid AWS credentials")]
    [InlineData("cloudformation describe-stacks", "The stack Expenses-Dev-FrontendApp can't be read")]
    public async Task Expired_credentials_end_the_script_before_anything_is_deleted(string call, string error)
    {
        using var programs = new RecordedPrograms();
        programs.Watch(
            "aws",
            $$"""
            if [[ "$*" = "{{call}}"* ]]; then
              echo "An error occurred (ExpiredToken) when calling an operation: The security token is expired" >&2
              exit 254
            fi
            """
        );
        var (code, output) = await RunAsync("Dev", "Expenses-Dev", new() { ["PATH"] = programs.PrependTo(scripts.SearchPath) });
        Assert.Equal(1, code);
        Assert.Contains(error, output, StringComparison.Ordinal);
        Assert.Contains("(ExpiredToken)", output, StringComparison.Ordinal);
        Assert.DoesNotContain(programs.Calls, started => started.StartsWith("aws cloudformation delete-stack", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("expenses-dev")]
    public async Task Nothing_is_deleted_without_the_name_of_the_environment(string answer)
    {
        var (code, output) = await RunAsync("Dev", answer);
        Assert.Equal(1, code);
        Assert.EndsWith("Nothing is deleted.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_protected_environment_is_refused()
    {
        var (code, output) = await RunAsync("Prod", "Expenses-Prod");
        Assert.Equal(2, code);
        Assert.Contains("Prod is protected", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test")]
    [InlineData("branch")]
    public async Task An_unknown_environment_is_refused(string environment)
    {
        var (code, output) = await RunAsync(environment, "");
        Assert.Equal(2, code);
        Assert.EndsWith(
            $"\"{environment}\" is not an environment in cdk.json; it must be one of Dev, Prod.",
            output,
            StringComparison.Ordinal
        );
    }

    private async Task<(int Code, string Output)> RunAsync(string environment, string answer, Dictionary<string, string>? variables = null)
    {
        await using var checkout = new ScriptCheckout();
        return await scripts.RunWithInputAsync(answer, checkout.Script("remove-environment.sh"), [environment], variables ?? []);
    }
}
