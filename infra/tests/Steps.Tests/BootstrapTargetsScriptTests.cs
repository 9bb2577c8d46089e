using System.Text.Json.Nodes;

namespace Steps.Tests;

public sealed class BootstrapTargetsScriptTests(StepScripts scripts)
{
    [Fact]
    public async Task Without_settings_everything_is_in_the_given_account_and_region() =>
        Assert.Equal(["111111111111 us-east-1 holds pipeline Dev Prod"], await TargetsAsync(_ => { }, "111111111111", "us-east-1"));

    [Fact]
    public async Task Each_account_and_region_is_listed_once_and_the_pipeline_is_first() =>
        Assert.Equal(
            ["111111111111 us-east-1 holds pipeline", "222222222222 us-east-1 holds Dev", "222222222222 eu-central-1 holds Prod"],
            await TargetsAsync(delivery =>
            {
                (delivery["account"], delivery["region"]) = ("111111111111", "us-east-1");
                (delivery.Environment("Dev")["account"], delivery.Environment("Prod")["account"], delivery.Environment("Prod")["region"]) =
                    ("222222222222", "222222222222", "eu-central-1");
            })
        );

    [Fact]
    public async Task The_settings_override_the_arguments() =>
        Assert.Equal(
            ["333333333333 eu-west-1 holds pipeline Dev Prod"],
            await TargetsAsync(
                delivery => (delivery["account"], delivery["region"]) = ("333333333333", "eu-west-1"),
                "111111111111",
                "us-east-1"
            )
        );

    [Fact]
    public async Task Each_target_has_a_role_to_assume_and_the_account_to_trust()
    {
        var target = JsonNode
            .Parse(
                await RunAsync(delivery =>
                {
                    (delivery["account"], delivery["region"]) = ("111111111111", "us-east-1");
                    delivery.Environment("Dev")["account"] = "222222222222";
                })
            )!
            .AsArray()
            .Single(target => (string?)target!["holds"] == "Dev")!;
        Assert.Equal("arn:aws:iam::222222222222:role/expenses-bootstrap", (string?)target["role"]);
        Assert.Equal("111111111111", (string?)target["pipeline"]);
    }

    [Theory]
    [InlineData("", "us-east-1", "the account of pipeline, Dev, Prod is \"\"; it must be 12 digits")]
    [InlineData("1234", "us-east-1", "the account of pipeline, Dev, Prod is \"1234\"; it must be 12 digits")]
    [InlineData("111111111111", "Frankfurt", "the region of pipeline, Dev, Prod is \"Frankfurt\"; it must be a name")]
    public async Task An_invalid_account_or_region_is_refused_with_the_setting_to_change(string account, string region, string finding)
    {
        await using var checkout = new ScriptCheckout();
        var (code, output) = await scripts.RunAsync(checkout.Script("bootstrap-targets.sh"), [account, region], []);
        Assert.Equal(1, code);
        Assert.Contains(finding, output, StringComparison.Ordinal);
        Assert.Contains("in cdk.json", output, StringComparison.Ordinal);
    }

    private async Task<string[]> TargetsAsync(Action<JsonObject> change, params string[] arguments) =>
        [
            .. JsonNode
                .Parse(await RunAsync(change, arguments))!
                .AsArray()
                .Select(target => $"{target!["account"]} {target["region"]} holds {target["holds"]}"),
        ];

    private async Task<string> RunAsync(Action<JsonObject> change, params string[] arguments)
    {
        await using var checkout = new ScriptCheckout(change);
        var (code, output) = await scripts.RunAsync(checkout.Script("bootstrap-targets.sh"), arguments, []);
        Assert.True(code == 0, output);
        return output;
    }
}
