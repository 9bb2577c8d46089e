namespace Steps.Tests;

/// <summary>What preflight.sh says of the plan and the quotas of an account.</summary>
public sealed class PreflightQuotaTests(StepScripts scripts) : PreflightTests(scripts)
{
    [Fact]
    public async Task Environments_that_exist_need_no_more_quota()
    {
        await CreateSecretsAsync("eu-north-1");
        foreach (var stage in (string[])["Dev", "Prod"])
        {
            await Scripts.AwsAsync(
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
    public async Task The_free_plan_is_reported_with_the_command_that_upgrades_it()
    {
        await CreateSecretsAsync("us-east-1");
        OverrideAws(plan: "echo FREE");
        var (code, output) = await RunAsync("us-east-1", "Dev", "Prod");
        Assert.Equal(1, code);
        Assert.Single(output.Split('\n'), line => line.Contains("free plan", StringComparison.Ordinal));
        Assert.Contains($"Account {Account} is on AWS's free plan, where RDS refuses the database", output, StringComparison.Ordinal);
        Assert.Contains("aws freetier upgrade-account-plan --region us-east-1 --account-plan-type PAID", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ResourceNotFoundException", false)]
    [InlineData("AccessDeniedException", true)]
    public async Task A_plan_that_cannot_be_read_fails_nothing_and_is_reported_unless_there_is_none(string error, bool reported)
    {
        await CreateSecretsAsync("us-east-1");
        OverrideAws(plan: $"echo 'An error occurred ({error}) when calling the GetAccountPlanState operation' >&2; exit 254");
        var (code, output) = await RunAsync("us-east-1", "Dev");
        Assert.True(code == 0, output);
        Assert.Equal(reported, output.Contains($"The plan of account {Account} can't be read", StringComparison.Ordinal));
    }
}
