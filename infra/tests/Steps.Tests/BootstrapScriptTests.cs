namespace Steps.Tests;

public sealed class BootstrapScriptTests(StepScripts scripts) : IClassFixture<StepScripts>, IAsyncLifetime
{
    private const string Account = "111111111111";

    public async ValueTask InitializeAsync() => await scripts.InstallCdkAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_can_be_run_again()
    {
        await BootstrapAsync("eu-west-1");
        await BootstrapAsync("eu-west-1");
        Assert.DoesNotContain("222222222222", await TrustAsync("eu-west-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_account_of_a_pipeline_elsewhere_is_trusted_to_deploy()
    {
        await BootstrapAsync("eu-central-1", "222222222222");
        Assert.Contains("222222222222", await TrustAsync("eu-central-1"), StringComparison.Ordinal);
        Assert.Contains("AdministratorAccess", await scripts.AwsAsync("cloudformation", "describe-stacks", "--region", "eu-central-1", "--stack-name", "CDKToolkit", "--query", "Stacks[0].Parameters"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_in_the_same_account_changes_nothing()
    {
        await BootstrapAsync("us-west-1");
        await BootstrapAsync("us-west-2", Account);
        Assert.Equal(await TrustAsync("us-west-1"), await TrustAsync("us-west-2"));
    }

    private async Task BootstrapAsync(string region, params string[] pipeline)
    {
        var (code, output) = await scripts.RunAsync("bootstrap.sh", [Account, region, .. pipeline], []);
        Assert.True(code == 0, output);
        Assert.Contains($"aws://{Account}/{region} bootstrapped", output, StringComparison.Ordinal);
    }

    /// <summary>Who may take the role of deployments.</summary>
    private Task<string> TrustAsync(string region) => scripts.AwsAsync("iam", "get-role", "--role-name", $"cdk-hnb659fds-deploy-role-{Account}-{region}", "--query", "Role.AssumeRolePolicyDocument");
}
