using System.Text.Json.Nodes;

namespace Steps.Tests;

/// <summary>Each test has a region of its own. The emulator knows no connections: one stands before the aws command line.</summary>
public sealed class PreflightScriptTests : IClassFixture<StepScripts>, IDisposable
{
    private const string Account = "111111111111";
    private const string Secret = "expenses/github-token";

    private readonly RecordedPrograms programs = new();
    private readonly StepScripts scripts;

    public PreflightScriptTests(StepScripts scripts)
    {
        this.scripts = scripts;
        Connection("echo AVAILABLE");
    }

    public void Dispose() => programs.Dispose();

    [Fact]
    public async Task An_account_that_is_ready_passes()
    {
        await CreateSecretAsync("us-east-1");
        var (code, output) = await RunAsync("us-east-1", "pipeline", "dev", "prod");
        Assert.True(code == 0, output);
        Assert.Equal($"Account {Account} is ready in us-east-1 for: pipeline dev prod", output);
    }

    [Fact]
    public async Task All_that_is_missing_is_said_at_once_each_with_what_to_do()
    {
        for (var network = 0; network < 3; network++)
            await scripts.AwsAsync("ec2", "create-vpc", "--region", "eu-west-1", "--cidr-block", $"10.{network}.0.0/16");
        Connection("echo PENDING");
        var (code, output) = await RunAsync("eu-west-1", ["pipeline", "bootstrap", "dev", "prod"], SixGateways);
        Assert.Equal(1, code);
        Assert.Collection(
            output.Split('\n'),
            line => Assert.Equal($"Account {Account} is not ready in eu-west-1:", line),
            line => Assert.Contains($"aws secretsmanager create-secret --region eu-west-1 --name {Secret}", line, StringComparison.Ordinal),
            line => Assert.Contains("is PENDING: open it in the AWS console", line, StringComparison.Ordinal),
            line => Assert.Contains($"eu-west-1 is not bootstrapped: infra/steps/bootstrap.sh {Account} eu-west-1.", line, StringComparison.Ordinal),
            line => Assert.Contains("4 of at most 5 VPCs, and 2 more are needed", line, StringComparison.Ordinal),
            line => Assert.Contains("0 of at most 5 Elastic IP addresses (one for each NAT gateway), and 6 more are needed", line, StringComparison.Ordinal));
        Assert.Contains("--service-code vpc --quota-code L-F678F1CE --desired-value 6", output, StringComparison.Ordinal);
        Assert.Contains("--service-code ec2 --quota-code L-0263D0A3 --desired-value 6", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_without_arm_tasks_is_named_with_the_setting_that_avoids_it()
    {
        // The emulator's us-east-1e is the one.
        var (code, output) = await RunAsync("us-east-1", ["dev", "prod"], delivery => delivery["dev"]!["vpc"]!["zones"] = new JsonArray("a", "e"));
        Assert.Equal(1, code);
        Assert.Contains("no ARM tasks in us-east-1e (use1-az3), which dev would take: name other zones in delivery.dev.vpc.zones", output, StringComparison.Ordinal);
        Assert.DoesNotContain("which prod would take", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_there_is_not_is_named_with_what_aws_says_of_it()
    {
        await CreateSecretAsync("eu-west-2");
        Connection("echo 'ResourceNotFoundException: Connection not found' >&2 && exit 254");
        var (code, output) = await RunAsync("eu-west-2", "pipeline");
        Assert.Equal(1, code);
        Assert.Contains("connection/00000000-0000-0000-0000-000000000000, can't be found", output, StringComparison.Ordinal);
        Assert.EndsWith("AWS says: ResourceNotFoundException: Connection not found", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_is_asked_for_where_it_is_and_by_its_service_s_name_of_then()
    {
        await CreateSecretAsync("eu-west-3");
        var (code, output) = await RunAsync("eu-west-3", ["pipeline"], delivery => delivery["connectionArn"] = "arn:aws:codestar-connections:eu-north-1:111111111111:connection/1");
        Assert.True(code == 0, output);
        Assert.Contains(programs.Calls, call => call.StartsWith("aws codestar-connections get-connection --region eu-north-1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_of_another_account_are_all_that_there_is_to_say()
    {
        Connection("echo PENDING");
        await using var settings = new OwnSettings();
        var (code, output) = await scripts.RunAsync(settings.Script("preflight.sh"), ["222222222222", "us-east-1", "pipeline"], Variables);
        Assert.Equal(1, code);
        Assert.StartsWith("The credentials are those of account 111111111111, not of 222222222222", output, StringComparison.Ordinal);
        Assert.DoesNotContain("PENDING", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_credentials_are_said_to_be_none()
    {
        programs.Add("aws", "echo 'Unable to locate credentials' >&2 && exit 253");
        var (code, output) = await RunAsync("us-east-1");
        Assert.Equal(1, code);
        Assert.Equal($"There are no credentials that AWS takes: log in to account {Account}. AWS says: Unable to locate credentials", output);
    }

    [Fact]
    public async Task What_is_there_already_needs_no_room_any_more()
    {
        await CreateSecretAsync("eu-north-1");
        foreach (var stage in (string[])["Dev", "Prod"])
            await scripts.AwsAsync("cloudformation", "create-stack", "--region", "eu-north-1", "--stack-name", $"Expenses-{stage}-Vpc", "--template-body", """{ "Resources": { "Group": { "Type": "AWS::Logs::LogGroup" } } }""");
        var (code, output) = await RunAsync("eu-north-1", ["dev", "prod"], SixGateways);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_nat_instance_takes_no_address()
    {
        await CreateSecretAsync("ap-northeast-1");
        var (code, output) = await RunAsync("ap-northeast-1", ["dev", "prod"], delivery =>
        {
            SixGateways(delivery);
            delivery["dev"]!["vpc"]!["nat"] = "instance";
        });
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_secret_that_is_about_to_go_counts_as_missing()
    {
        await CreateSecretAsync("ap-south-1");
        await scripts.AwsAsync("secretsmanager", "delete-secret", "--region", "ap-south-1", "--secret-id", Secret);
        var (code, output) = await RunAsync("ap-south-1", "pipeline");
        Assert.Equal(1, code);
        Assert.EndsWith($"is about to be deleted: aws secretsmanager restore-secret --region ap-south-1 --secret-id {Secret}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_that_there_is_not_is_named()
    {
        var (code, output) = await RunAsync("us-east-1", "test");
        Assert.Equal(1, code);
        Assert.EndsWith("\"test\" is neither pipeline nor bootstrap nor an environment of cdk.json.", output, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Variables => new() { ["PATH"] = programs.Before(scripts.SearchPath) };

    private Task<(int Code, string Output)> RunAsync(string region, params string[] what) => RunAsync(region, what, null);

    private async Task<(int Code, string Output)> RunAsync(string region, string[] what, Action<JsonObject>? change)
    {
        await using var settings = new OwnSettings(change);
        return await scripts.RunAsync(settings.Script("preflight.sh"), [Account, region, .. what], Variables);
    }

    /// <param name="answer">What bash does when a connection is asked for.</param>
    private void Connection(string answer) => programs.Watch("aws", $"case \"$2\" in get-connection) {answer} && exit ;; esac");

    private Task<string> CreateSecretAsync(string region) => scripts.AwsAsync("secretsmanager", "create-secret", "--region", region, "--name", Secret, "--secret-string", "made-up");

    /// <summary>More than the addresses that AWS gives a new account.</summary>
    private static void SixGateways(JsonObject delivery) => (delivery["dev"]!["vpc"]!["natGateways"], delivery["prod"]!["vpc"]!["natGateways"]) = (3, 3);
}
