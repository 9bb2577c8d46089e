using System.Text.Json.Nodes;

namespace Steps.Tests;

/// <summary>
/// Most tests have a region of their own. The emulator has no connections, so a wrapper around the AWS CLI returns one.
/// </summary>
public sealed class PreflightScriptTests(StepScripts scripts) : IAsyncLifetime
{
    private const string Account = "111111111111";

    private readonly string release = $"github/{Guid.NewGuid():N}/release";
    private readonly string amplify = $"github/{Guid.NewGuid():N}/amplify-token";
    private readonly string token = $"github_pat_{Guid.NewGuid():N}";
    private readonly RecordedPrograms programs = new();
    private GitServer gitHub = null!;
    private GitHubApi api = null!;

    public async ValueTask InitializeAsync()
    {
        gitHub = await GitServer.StartAsync(token);
        api = await GitHubApi.StartAsync(token);
        api.IsProtected = true;
        OverrideAws();
    }

    public async ValueTask DisposeAsync()
    {
        await gitHub.DisposeAsync();
        await api.DisposeAsync();
        programs.Dispose();
    }

    [Fact]
    public async Task An_account_that_is_ready_passes()
    {
        await CreateSecretsAsync("us-east-1");
        var (code, output) = await RunAsync("us-east-1", "pipeline", "Dev", "Prod");
        Assert.True(code == 0, output);
        Assert.Equal($"Account {Account} is ready in us-east-1 for: pipeline Dev Prod", output);
    }

    [Fact]
    public async Task A_warning_of_the_aws_cli_changes_no_result()
    {
        await CreateSecretsAsync("us-east-1");
        OverrideAws(always: "echo 'Warning: 2 of 3 are deprecated' >&2");
        var (code, output) = await RunAsync("us-east-1", "pipeline", "Dev");
        Assert.True(code == 0, output);
        Assert.EndsWith($"Account {Account} is ready in us-east-1 for: pipeline Dev", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_that_cannot_be_read_does_not_count_as_missing()
    {
        await CreateSecretsAsync("us-east-1");
        OverrideAws(
            always: """
            if [ "$2" = describe-stacks ]; then
              echo "An error occurred (ExpiredToken) when calling the DescribeStacks operation: The security token is expired" >&2
              exit 254
            fi
            """
        );
        var (code, output) = await RunAsync("us-east-1", "Dev");
        Assert.Equal(1, code);
        Assert.Contains(
            "The stack Expenses-Dev-Vpc can't be read. AWS says: An error occurred (ExpiredToken)",
            output,
            StringComparison.Ordinal
        );
    }

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
    public async Task A_region_with_too_few_zones_is_reported()
    {
        await CreateSecretsAsync("ca-central-1");
        OverrideAws(zones: "ca-central-1a\\tcac1-az1\\nca-central-1b\\tcac1-az2\\n");
        var (code, output) = await RunAsync(
            "ca-central-1",
            ["Dev"],
            delivery => delivery.Environment("Dev")["vpc"]!["availabilityZones"] = 3
        );
        Assert.Equal(1, code);
        Assert.Contains(
            $"ca-central-1 has fewer Availability Zones for account {Account} than the 3 in vpc.availabilityZones of Dev",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Everything_that_is_missing_is_reported_at_once()
    {
        for (var network = 0; network < 3; network++)
            await scripts.AwsAsync("ec2", "create-vpc", "--region", "eu-west-1", "--cidr-block", $"10.{network}.0.0/16");
        OverrideAws(connection: "echo PENDING");
        var (code, output) = await RunAsync("eu-west-1", ["pipeline", "bootstrap", "Dev", "Prod"], UseSixNatGateways);
        Assert.Equal(1, code);
        Assert.Collection(
            output.Split('\n'),
            line => Assert.Equal($"Account {Account} is not ready in eu-west-1:", line),
            line => Assert.Contains("is PENDING: open it in the AWS console", line, StringComparison.Ordinal),
            line =>
                Assert.Contains(
                    $"The secret {release} with GitHub's release token can't be read in eu-west-1: "
                        + "infra/steps/store-token.sh release eu-west-1.",
                    line,
                    StringComparison.Ordinal
                ),
            line =>
                Assert.Contains(
                    $"eu-west-1 is not bootstrapped: infra/steps/bootstrap.sh {Account} eu-west-1.",
                    line,
                    StringComparison.Ordinal
                ),
            line =>
                Assert.Contains(
                    $"The secret {amplify} with GitHub's amplify token can't be read in eu-west-1: "
                        + "infra/steps/store-token.sh amplify eu-west-1.",
                    line,
                    StringComparison.Ordinal
                ),
            line => Assert.Contains("eu-west-1 allows 5 VPCs, 4 are in use, and 2 more are needed", line, StringComparison.Ordinal),
            line => Assert.Contains("allows 5 Elastic IP addresses (one per NAT gateway), and 6 are needed", line, StringComparison.Ordinal)
        );
        Assert.Contains("--service-code vpc --quota-code L-F678F1CE --desired-value 6", output, StringComparison.Ordinal);
        Assert.Contains("--service-code ec2 --quota-code L-0263D0A3 --desired-value 6", output, StringComparison.Ordinal);
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
            programs.Calls,
            call => call.StartsWith("aws codestar-connections get-connection --region eu-north-1 ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task With_credentials_of_another_account_nothing_else_is_checked()
    {
        OverrideAws(connection: "echo PENDING");
        await using var checkout = new ScriptCheckout();
        var (code, output) = await scripts.RunAsync(checkout.Script("preflight.sh"), ["222222222222", "us-east-1", "pipeline"], Variables);
        Assert.Equal(1, code);
        Assert.StartsWith("The credentials are for account 111111111111, not for 222222222222", output, StringComparison.Ordinal);
        Assert.DoesNotContain("PENDING", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_credentials_are_reported()
    {
        programs.Add("aws", "echo 'Unable to locate credentials' >&2 && exit 253");
        var (code, output) = await RunAsync("us-east-1");
        Assert.Equal(1, code);
        Assert.Equal($"There are no valid AWS credentials: log in to account {Account}. AWS says: Unable to locate credentials", output);
    }

    [Fact]
    public async Task Environments_that_exist_need_no_more_quota()
    {
        await CreateSecretsAsync("eu-north-1");
        foreach (var stage in (string[])["Dev", "Prod"])
        {
            await scripts.AwsAsync(
                "cloudformation",
                "create-stack",
                "--region",
                "eu-north-1",
                "--stack-name",
                $"Expenses-{stage}-Vpc",
                "--template-body",
                """{ "Resources": { "Group": { "Type": "AWS::Logs::LogGroup" } } }"""
            );
        }
        var (code, output) = await RunAsync("eu-north-1", ["Dev", "Prod"], UseSixNatGateways);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Low_quotas_are_reported_with_the_command_that_requests_more()
    {
        await CreateSecretsAsync("eu-south-2");
        OverrideAws(quota: "echo 1.0");
        var (code, output) = await RunAsync(
            "eu-south-2",
            ["pipeline", "Dev", "Prod"],
            delivery => (delivery.Environment("Dev")["backend"]!["maxTasks"], delivery.Environment("Prod")["backend"]!["maxTasks"]) = (5, 6)
        );
        Assert.Equal(1, code);
        Assert.Contains("allows 1 concurrent builds of CodeBuild (Linux/Medium), and 5 are needed", output, StringComparison.Ordinal);
        Assert.Contains(
            "aws service-quotas request-service-quota-increase --region eu-south-2 "
                + "--service-code codebuild --quota-code L-2DC20C30 --desired-value 5",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("allows 1 vCPUs of Fargate on demand, and 6 are needed", output, StringComparison.Ordinal);
        Assert.Contains("allows 1 vCPUs of Fargate Spot, and 3 are needed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quota_that_cannot_be_read_is_reported_and_fails_nothing()
    {
        await CreateSecretsAsync("eu-central-2");
        OverrideAws(quota: "exit 254");
        var (code, output) = await RunAsync("eu-central-2", "pipeline");
        Assert.True(code == 0, output);
        Assert.Contains(
            "The quota of concurrent builds of CodeBuild (Linux/Medium) in eu-central-2 can't be read; 5 are needed.",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_zone_that_cannot_run_the_tasks_is_reported_with_those_that_can()
    {
        OverrideAws(zones: @"us-east-1a\tuse1-az3\nus-east-1b\tuse1-az1\nus-east-1c\tuse1-az2\n");
        await CreateSecretsAsync("us-east-1");
        var (code, output) = await RunAsync("us-east-1", "Dev");
        Assert.Equal(1, code);
        Assert.Contains(
            "Dev would have subnets in us-east-1a (use1-az3), where Fargate can't run its tasks",
            output,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            """set vpc.zones of Dev in cdk.json to 2 or more of ["us-east-1b", "us-east-1c"]""",
            output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("us-east-1e", "us-east-1e (use1-az3)")]
    [InlineData("eu-west-1a", "eu-west-1a (not a zone of us-east-1)")]
    public async Task A_zone_in_the_settings_is_checked_too(string zone, string finding)
    {
        await CreateSecretsAsync("us-east-1");
        var (code, output) = await RunAsync(
            "us-east-1",
            ["Dev"],
            delivery => delivery.Environment("Dev")["vpc"]!["zones"] = new JsonArray("us-east-1b", zone)
        );
        Assert.Equal(1, code);
        Assert.Contains($"Dev would have subnets in {finding}, where", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zones_in_the_settings_replace_the_first_ones()
    {
        OverrideAws(zones: @"us-east-1a\tuse1-az3\nus-east-1b\tuse1-az1\nus-east-1c\tuse1-az2\n");
        await CreateSecretsAsync("us-east-1");
        var (code, output) = await RunAsync(
            "us-east-1",
            ["Dev"],
            delivery => delivery.Environment("Dev")["vpc"]!["zones"] = new JsonArray("us-east-1b", "us-east-1c")
        );
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_nat_instance_needs_no_address()
    {
        await CreateSecretsAsync("ap-northeast-1");
        var (code, output) = await RunAsync(
            "ap-northeast-1",
            ["Dev", "Prod"],
            delivery =>
            {
                UseSixNatGateways(delivery);
                delivery.Environment("Dev")["vpc"]!["nat"] = "instance";
            }
        );
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_secret_that_is_scheduled_for_deletion_is_reported()
    {
        await CreateSecretsAsync("ap-south-1");
        await scripts.AwsAsync("secretsmanager", "delete-secret", "--region", "ap-south-1", "--secret-id", release);
        var (code, output) = await RunAsync("ap-south-1", "pipeline");
        Assert.Equal(1, code);
        Assert.EndsWith(
            $"is scheduled for deletion: aws secretsmanager restore-secret --region ap-south-1 --secret-id {release}",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_stored_token_that_lacks_a_permission_is_reported()
    {
        await CreateSecretsAsync("us-east-1");
        gitHub.RefuseWorkflows();
        var (code, output) = await RunAsync("us-east-1", "pipeline");
        Assert.Equal(1, code);
        Assert.EndsWith(
            $"GitHub's release token in the secret {release} doesn't work. "
                + "It lacks the permission Workflows: read and write. Store another: infra/steps/store-token.sh release us-east-1",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_sender_that_is_not_verified_is_reported()
    {
        await CreateSecretsAsync("eu-central-1");
        var (code, output) = await RunAsync("eu-central-1", ["Dev"], delivery => SendFrom(delivery, "expenses@unverified.example.com"));
        Assert.Equal(1, code);
        Assert.Contains(
            "Amazon SES can't send as expenses@unverified.example.com (backend.mailSender of Dev) in eu-central-1: "
                + "neither the address nor its domain is a verified identity there.",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "aws sesv2 create-email-identity --region eu-central-1 --email-identity unverified.example.com. AWS says: ",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_sender_whose_verification_is_pending_is_reported()
    {
        await CreateSecretsAsync("eu-central-1");
        await scripts.AwsAsync("sesv2", "create-email-identity", "--region", "eu-central-1", "--email-identity", "pending.example.com");
        var (code, output) = await RunAsync("eu-central-1", ["Dev"], delivery => SendFrom(delivery, "expenses@pending.example.com"));
        Assert.Equal(1, code);
        Assert.EndsWith(
            "create-email-identity --region eu-central-1 --email-identity pending.example.com",
            output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("expenses@example.com")]
    [InlineData("example.com")]
    public async Task A_sender_passes_if_its_address_or_its_domain_is_verified(string identity)
    {
        await CreateSecretsAsync("us-east-1");
        // The emulator verifies nothing.
        OverrideAws(always: $"[ \"$2 $4\" != \"get-email-identity {identity}\" ] || {{ echo True && exit; }}");
        var (code, output) = await RunAsync("us-east-1", ["Dev"], delivery => SendFrom(delivery, "expenses@example.com"));
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_release_branch_that_is_older_than_its_environment_is_reported()
    {
        await CreateSecretsAsync("us-west-2");
        var foreign = gitHub.CommitTo("release/prod");
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
        gitHub.CommitTo("release/dev");
        await scripts.AwsAsync(
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
        gitHub.CommitTo("release");
        var (code, output) = await RunAsync("us-west-2", "pipeline");
        Assert.Equal(1, code);
        Assert.Matches(@"GitHub refuses the push of release/preflight-.*'refs/heads/release' exists", output);
    }

    [Fact]
    public async Task An_environment_needs_only_the_amplify_token()
    {
        await CreateSecretsAsync("us-east-1");
        gitHub.RefuseWorkflows();
        api.Expires = "2027-10-12 09:00:00 UTC";
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
        (api.IsProtected, api.RequiresPullRequests) = (isProtected, requiresPullRequests);
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

    [Fact]
    public async Task An_unknown_environment_is_refused()
    {
        var (code, output) = await RunAsync("us-east-1", "test");
        Assert.Equal(2, code);
        Assert.EndsWith(
            "\"test\" is not an environment in cdk.json; it must be one of Dev, Prod. Other checks are pipeline and bootstrap.",
            output,
            StringComparison.Ordinal
        );
    }

    private Dictionary<string, string> Variables =>
        new(gitHub.Variables) { ["GITHUB_API_URL"] = api.Address, ["PATH"] = programs.PrependTo(scripts.SearchPath) };

    private Task<(int Code, string Output)> RunAsync(string region, params string[] checks) => RunAsync(region, checks, null);

    private async Task<(int Code, string Output)> RunAsync(string region, string[] checks, Action<JsonObject>? change)
    {
        await using var checkout = new ScriptCheckout(delivery =>
        {
            (delivery["repository"], delivery["branch"]) = ("example/expenses", "main");
            delivery["github"] = new JsonObject { ["releaseToken"] = release, ["amplifyToken"] = amplify };
            change?.Invoke(delivery);
        });
        return await scripts.RunAsync(checkout.Script("preflight.sh"), [Account, region, .. checks], Variables);
    }

    /// <summary>Replaces the calls that the emulator lacks with bash.</summary>
    private void OverrideAws(string connection = "echo AVAILABLE", string quota = "echo 20.0", string zones = "", string always = ":") =>
        programs.Watch(
            "aws",
            $$"""
            {{always}}
            case "$*" in
              *" get-connection "*) {{connection}} && exit ;;
              *" codebuild --quota-code L-2DC20C30 "* | *" fargate "*) {{quota}} && exit ;;
              *" codebuild "*) echo 20.0 && exit ;;
              *" describe-availability-zones "*) [ -z "{{zones}}" ] || { printf '{{zones}}' && exit; } ;;
            esac
            """
        );

    private async Task CreateSecretsAsync(string region)
    {
        foreach (var secret in (string[])[release, amplify])
            await scripts.AwsAsync("secretsmanager", "create-secret", "--region", region, "--name", secret, "--secret-string", token);
    }

    private static void SendFrom(JsonObject delivery, string sender)
    {
        delivery.Environment("Dev")["backend"]!["mailSender"] = sender;
        delivery.Environment("Dev")["frontend"] = new JsonObject { ["domain"] = "expenses.example.com" };
    }

    /// <summary>Needs more addresses than the quota of a new account.</summary>
    private static void UseSixNatGateways(JsonObject delivery) =>
        (delivery.Environment("Dev")["vpc"]!["natGateways"], delivery.Environment("Prod")["vpc"]!["natGateways"]) = (3, 3);
}
