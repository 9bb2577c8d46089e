using System.Text.Json.Nodes;

namespace Steps.Tests;

/// <summary>Each test has a region of its own, unless it has to be a real one. The emulator knows no connections: one stands before the aws command line.</summary>
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
        Answer();
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
    public async Task A_warning_of_the_command_line_is_no_part_of_an_account_a_token_or_a_status()
    {
        await CreateSecretsAsync("us-east-1");
        Answer(always: "echo 'Warning: 2 of 3 are deprecated' >&2");
        var (code, output) = await RunAsync("us-east-1", "pipeline", "Dev");
        Assert.True(code == 0, output);
        Assert.EndsWith($"Account {Account} is ready in us-east-1 for: pipeline Dev", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_that_cannot_be_asked_for_is_not_taken_for_one_that_is_missing()
    {
        await CreateSecretsAsync("us-east-1");
        Answer(
            always: """[ "$2" != describe-stacks ] || { echo "An error occurred (ExpiredToken) when calling the DescribeStacks operation: The security token is expired" >&2 && exit 254; }"""
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
    public async Task A_repository_that_github_spells_otherwise_is_named_as_github_spells_it()
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
    public async Task A_region_with_fewer_zones_than_the_settings_ask_for_is_named()
    {
        await CreateSecretsAsync("ca-central-1");
        Answer(zones: "ca-central-1a\\tcac1-az1\\nca-central-1b\\tcac1-az2\\n");
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
    public async Task All_that_is_missing_is_said_at_once_each_with_what_to_do()
    {
        for (var network = 0; network < 3; network++)
            await scripts.AwsAsync("ec2", "create-vpc", "--region", "eu-west-1", "--cidr-block", $"10.{network}.0.0/16");
        Answer(connection: "echo PENDING");
        var (code, output) = await RunAsync("eu-west-1", ["pipeline", "bootstrap", "Dev", "Prod"], SixGateways);
        Assert.Equal(1, code);
        Assert.Collection(
            output.Split('\n'),
            line => Assert.Equal($"Account {Account} is not ready in eu-west-1:", line),
            line => Assert.Contains("is PENDING: open it in the AWS console", line, StringComparison.Ordinal),
            line =>
                Assert.Contains(
                    $"The secret {release} with GitHub's release token can't be read in eu-west-1: infra/steps/store-token.sh release eu-west-1.",
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
                    $"The secret {amplify} with GitHub's amplify token can't be read in eu-west-1: infra/steps/store-token.sh amplify eu-west-1.",
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
    public async Task A_connection_that_there_is_not_is_named_with_what_aws_says_of_it()
    {
        await CreateSecretsAsync("eu-west-2");
        Answer(connection: "echo 'ResourceNotFoundException: Connection not found' >&2 && exit 254");
        var (code, output) = await RunAsync("eu-west-2", "pipeline");
        Assert.Equal(1, code);
        Assert.Contains("connection/00000000-0000-0000-0000-000000000000 can't be found", output, StringComparison.Ordinal);
        Assert.EndsWith("AWS says: ResourceNotFoundException: Connection not found", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_is_asked_for_where_it_is_and_by_its_service_s_name_of_then()
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
    public async Task Credentials_of_another_account_are_all_that_there_is_to_say()
    {
        Answer(connection: "echo PENDING");
        await using var settings = new OwnSettings();
        var (code, output) = await scripts.RunAsync(settings.Script("preflight.sh"), ["222222222222", "us-east-1", "pipeline"], Variables);
        Assert.Equal(1, code);
        Assert.StartsWith("The credentials are for account 111111111111, not for 222222222222", output, StringComparison.Ordinal);
        Assert.DoesNotContain("PENDING", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_credentials_are_said_to_be_none()
    {
        programs.Add("aws", "echo 'Unable to locate credentials' >&2 && exit 253");
        var (code, output) = await RunAsync("us-east-1");
        Assert.Equal(1, code);
        Assert.Equal($"There are no valid AWS credentials: log in to account {Account}. AWS says: Unable to locate credentials", output);
    }

    [Fact]
    public async Task What_is_there_already_needs_no_room_any_more()
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
        var (code, output) = await RunAsync("eu-north-1", ["Dev", "Prod"], SixGateways);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Quotas_of_a_new_account_are_told_with_what_is_needed_and_where_to_ask_for_more()
    {
        await CreateSecretsAsync("eu-south-2");
        Answer(quota: "echo 1.0");
        var (code, output) = await RunAsync(
            "eu-south-2",
            ["pipeline", "Dev", "Prod"],
            delivery => (delivery.Environment("Dev")["backend"]!["maxTasks"], delivery.Environment("Prod")["backend"]!["maxTasks"]) = (5, 6)
        );
        Assert.Equal(1, code);
        Assert.Contains("allows 1 concurrent builds of CodeBuild (Linux/Medium), and 5 are needed", output, StringComparison.Ordinal);
        Assert.Contains(
            "aws service-quotas request-service-quota-increase --region eu-south-2 --service-code codebuild --quota-code L-2DC20C30 --desired-value 5",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("allows 1 vCPUs of Fargate on demand, and 6 are needed", output, StringComparison.Ordinal);
        Assert.Contains("allows 1 vCPUs of Fargate Spot, and 3 are needed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quota_that_cannot_be_read_is_told_and_stops_nothing()
    {
        await CreateSecretsAsync("eu-central-2");
        Answer(quota: "exit 254");
        var (code, output) = await RunAsync("eu-central-2", "pipeline");
        Assert.True(code == 0, output);
        Assert.Contains(
            "The quota of concurrent builds of CodeBuild (Linux/Medium) in eu-central-2 can't be read; 5 are needed.",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_zone_that_cannot_run_the_tasks_is_refused_with_those_that_can()
    {
        Answer(zones: @"us-east-1a\tuse1-az3\nus-east-1b\tuse1-az1\nus-east-1c\tuse1-az2\n");
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
    public async Task A_zone_that_is_named_is_looked_at_too(string zone, string finding)
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
    public async Task Zones_that_are_named_stand_for_the_first_ones()
    {
        Answer(zones: @"us-east-1a\tuse1-az3\nus-east-1b\tuse1-az1\nus-east-1c\tuse1-az2\n");
        await CreateSecretsAsync("us-east-1");
        var (code, output) = await RunAsync(
            "us-east-1",
            ["Dev"],
            delivery => delivery.Environment("Dev")["vpc"]!["zones"] = new JsonArray("us-east-1b", "us-east-1c")
        );
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_nat_instance_takes_no_address()
    {
        await CreateSecretsAsync("ap-northeast-1");
        var (code, output) = await RunAsync(
            "ap-northeast-1",
            ["Dev", "Prod"],
            delivery =>
            {
                SixGateways(delivery);
                delivery.Environment("Dev")["vpc"]!["nat"] = "instance";
            }
        );
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_secret_that_is_about_to_go_counts_as_missing()
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
    public async Task A_stored_token_that_lacks_a_permission_is_found()
    {
        await CreateSecretsAsync("us-east-1");
        gitHub.RefuseWorkflows();
        var (code, output) = await RunAsync("us-east-1", "pipeline");
        Assert.Equal(1, code);
        Assert.EndsWith(
            $"GitHub's release token in the secret {release} doesn't work. It lacks the permission Workflows: read and write. Store another: infra/steps/store-token.sh release us-east-1",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_release_branch_that_is_there_before_its_environment_is_named_with_what_to_do()
    {
        await CreateSecretsAsync("us-west-2");
        var somebodys = gitHub.CommitTo("release/prod");
        var (code, output) = await RunAsync("us-west-2", "Dev", "Prod", "pipeline");
        Assert.Equal(1, code);
        Assert.Contains(
            $"  - example/expenses already has a branch release/prod, at {somebodys}, but Prod doesn't exist yet",
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
    public async Task The_release_branch_of_an_environment_that_is_there_is_its_own()
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
    public async Task A_branch_whose_name_takes_the_place_of_the_release_branches_is_named()
    {
        await CreateSecretsAsync("us-west-2");
        gitHub.CommitTo("release");
        var (code, output) = await RunAsync("us-west-2", "pipeline");
        Assert.Equal(1, code);
        Assert.Matches(@"GitHub refuses the push of release/preflight-.*'refs/heads/release' exists", output);
    }

    [Fact]
    public async Task An_environment_wants_the_token_of_amplify_alone()
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
    public async Task A_delivered_branch_that_everybody_may_push_to_is_told_and_stops_nothing(
        bool isProtected,
        bool asksForPullRequests,
        bool told
    )
    {
        await CreateSecretsAsync("us-east-1");
        (api.IsProtected, api.AsksForPullRequests) = (isProtected, asksForPullRequests);
        var (code, output) = await RunAsync("us-east-1", "pipeline");
        Assert.True(code == 0, output);
        Assert.Equal(
            told,
            output.Contains(
                "main is not protected: everyone with write access can deploy, and can change the approval before Prod. Require pull requests: https://github.com/example/expenses/settings/rules",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task An_environment_that_there_is_not_is_named()
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
        new(gitHub.Variables) { ["GITHUB_API_URL"] = api.Address, ["PATH"] = programs.Before(scripts.SearchPath) };

    private Task<(int Code, string Output)> RunAsync(string region, params string[] what) => RunAsync(region, what, null);

    private async Task<(int Code, string Output)> RunAsync(string region, string[] what, Action<JsonObject>? change)
    {
        await using var settings = new OwnSettings(delivery =>
        {
            (delivery["repository"], delivery["branch"]) = ("example/expenses", "main");
            delivery["github"] = new JsonObject { ["releaseToken"] = release, ["amplifyToken"] = amplify };
            change?.Invoke(delivery);
        });
        return await scripts.RunAsync(settings.Script("preflight.sh"), [Account, region, .. what], Variables);
    }

    /// <summary>What bash does where the emulator has no answer.</summary>
    private void Answer(string connection = "echo AVAILABLE", string quota = "echo 20.0", string zones = "", string always = ":") =>
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

    /// <summary>More than the addresses that AWS gives a new account.</summary>
    private static void SixGateways(JsonObject delivery) =>
        (delivery.Environment("Dev")["vpc"]!["natGateways"], delivery.Environment("Prod")["vpc"]!["natGateways"]) = (3, 3);
}
