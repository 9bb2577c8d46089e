namespace Steps.Tests;

/// <summary>What preflight.sh says of an account as a whole.</summary>
public sealed class PreflightScriptTests(StepScripts scripts) : PreflightTests(scripts)
{
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
    public async Task Everything_that_is_missing_is_reported_at_once()
    {
        for (var network = 0; network < 3; network++)
            await Scripts.AwsAsync("ec2", "create-vpc", "--region", "eu-west-1", "--cidr-block", $"10.{network}.0.0/16");
        OverrideAws(connection: "echo PENDING");
        var (code, output) = await RunAsync("eu-west-1", ["pipeline", "bootstrap", "Dev", "Prod"], UseSixNatGateways);
        Assert.Equal(1, code);
        Assert.Collection(
            output.Split('\n'),
            line => Assert.Equal($"Account {Account} is not ready in eu-west-1:", line),
            line => Assert.Contains("is PENDING: open it in the AWS console", line, StringComparison.Ordinal),
            line =>
                Assert.Contains(
                    $"The secret {Release} with GitHub's release token can't be read in eu-west-1: "
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
                    $"The secret {Amplify} with GitHub's amplify token can't be read in eu-west-1: "
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
    public async Task With_credentials_of_another_account_nothing_else_is_checked()
    {
        OverrideAws(connection: "echo PENDING");
        await using var checkout = new ScriptCheckout();
        var (code, output) = await Scripts.RunAsync(checkout.Script("preflight.sh"), ["222222222222", "us-east-1", "pipeline"], Variables);
        Assert.Equal(1, code);
        Assert.StartsWith("The credentials are for account 111111111111, not for 222222222222", output, StringComparison.Ordinal);
        Assert.DoesNotContain("PENDING", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_credentials_are_reported()
    {
        Programs.Add("aws", "echo 'Unable to locate credentials' >&2 && exit 253");
        var (code, output) = await RunAsync("us-east-1");
        Assert.Equal(1, code);
        Assert.Equal($"There are no valid AWS credentials: log in to account {Account}. AWS says: Unable to locate credentials", output);
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
}
