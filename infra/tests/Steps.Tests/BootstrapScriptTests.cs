namespace Steps.Tests;

/// <summary>Uses regions where no other test checks for a bootstrap.</summary>
public sealed class BootstrapScriptTests(StepScripts scripts) : IClassFixture<BootstrapScriptTests.BootstrappedRegion>, IDisposable
{
    private const string Account = "111111111111";

    private readonly RecordedPrograms programs = new();

    public void Dispose() => programs.Dispose();

    [Fact]
    public async Task It_can_be_run_again()
    {
        await BootstrapAsync(scripts, BootstrappedRegion.Name);
        Assert.DoesNotContain("222222222222", await TrustAsync(BootstrappedRegion.Name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_account_of_a_pipeline_in_another_account_is_trusted()
    {
        await BootstrapAsync(scripts, "eu-central-1", "222222222222");
        Assert.Contains("222222222222", await TrustAsync("eu-central-1"), StringComparison.Ordinal);
        Assert.Contains(
            "AdministratorAccess",
            await scripts.AwsAsync(
                "cloudformation",
                "describe-stacks",
                "--region",
                "eu-central-1",
                "--stack-name",
                "CDKToolkit",
                "--query",
                "Stacks[0].Parameters"
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_pipeline_in_the_same_account_changes_no_trust()
    {
        await BootstrapAsync(scripts, "us-west-2", Account);
        Assert.Equal(await TrustAsync(BootstrappedRegion.Name), await TrustAsync("us-west-2"));
    }

    [Fact]
    public async Task The_service_linked_roles_for_the_first_deployment_are_created()
    {
        var roles = await scripts.AwsAsync(
            "iam",
            "list-roles",
            "--path-prefix",
            "/aws-service-role/",
            "--query",
            "Roles[].Arn",
            "--output",
            "json"
        );
        Assert.All(
            [
                "ecs.amazonaws.com",
                "rds.amazonaws.com",
                "elasticache.amazonaws.com",
                "elasticloadbalancing.amazonaws.com",
                "ecs.application-autoscaling.amazonaws.com",
            ],
            service => Assert.Contains($"role/aws-service-role/{service}/", roles, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_service_linked_role_that_cannot_be_created_fails_the_script()
    {
        programs.Watch(
            "aws",
            """
            case "$*" in *rds.amazonaws.com*)
              echo 'An error occurred (AccessDenied): not authorized to perform: iam:CreateServiceLinkedRole' >&2
              exit 254 ;;
            esac
            """
        );
        var (code, output) = await scripts.RunAsync(
            "bootstrap.sh",
            [Account, "eu-south-1"],
            new() { ["PATH"] = programs.PrependTo(scripts.SearchPath) }
        );
        Assert.Equal(1, code);
        Assert.Contains(
            $"The service-linked role of rds.amazonaws.com can't be created in account {Account}",
            output,
            StringComparison.Ordinal
        );
        Assert.EndsWith("not authorized to perform: iam:CreateServiceLinkedRole", output, StringComparison.Ordinal);
    }

    private static async Task BootstrapAsync(StepScripts scripts, string region, params string[] pipeline)
    {
        var (code, output) = await scripts.RunAsync("bootstrap.sh", [Account, region, .. pipeline], []);
        Assert.True(code == 0, output);
        Assert.Contains($"aws://{Account}/{region} bootstrapped", output, StringComparison.Ordinal);
    }

    /// <summary>The trust policy of the deploy role.</summary>
    private Task<string> TrustAsync(string region) =>
        scripts.AwsAsync(
            "iam",
            "get-role",
            "--role-name",
            $"cdk-hnb659fds-deploy-role-{Account}-{region}",
            "--query",
            "Role.AssumeRolePolicyDocument"
        );

    /// <summary>A region that is bootstrapped once for all tests, without a pipeline account.</summary>
    public sealed class BootstrappedRegion(StepScripts scripts) : IAsyncLifetime
    {
        public const string Name = "sa-east-1";

        public async ValueTask InitializeAsync()
        {
            await scripts.InstallCdkAsync();
            await BootstrapAsync(scripts, Name);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
