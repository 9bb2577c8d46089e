using System.Text.Json.Nodes;

namespace Steps.Tests;

/// <summary>What preflight.sh says of the sender of e-mails.</summary>
public sealed class PreflightSenderTests(StepScripts scripts) : PreflightTests(scripts)
{
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
        await Scripts.AwsAsync("sesv2", "create-email-identity", "--region", "eu-central-1", "--email-identity", "pending.example.com");
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

    private static void SendFrom(JsonObject delivery, string sender)
    {
        delivery.Environment("Dev")["backend"]!["mailSender"] = sender;
        delivery.Environment("Dev")["frontend"] = new JsonObject { ["domain"] = "expenses.example.com" };
    }
}
