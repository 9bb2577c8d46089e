using System.Text.Json.Nodes;

namespace Steps.Tests;

/// <summary>What preflight.sh says of Availability Zones.</summary>
public sealed class PreflightZoneTests(StepScripts scripts) : PreflightTests(scripts)
{
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

    [Fact]
    public async Task A_zone_that_an_existing_environment_would_get_is_checked_too()
    {
        OverrideAws(zones: @"us-east-2a\tuse2-az1\nus-east-2b\tuse2-az2\nus-east-2c\tuse1-az3\n");
        await CreateSecretsAsync("us-east-2");
        await Scripts.AwsAsync(
            "cloudformation",
            "create-stack",
            "--region",
            "us-east-2",
            "--stack-name",
            "Expenses-Dev-Vpc",
            "--template-body",
            """{ "Resources": { "Group": { "Type": "AWS::Logs::LogGroup" } } }"""
        );
        var (code, output) = await RunAsync("us-east-2", ["Dev"], delivery => delivery.Environment("Dev")["vpc"]!["availabilityZones"] = 3);
        Assert.Equal(1, code);
        Assert.Contains("Dev would have subnets in us-east-2c (use1-az3), where", output, StringComparison.Ordinal);
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
}
