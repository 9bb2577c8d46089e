using System.Text.Json.Nodes;
using Expenses.Settings;

namespace Expenses.Tests.CrossAccount;

public sealed class AwsEnvironmentSettingsTests
{
    public static TheoryData<string> Layouts => AppsByLayout.All;

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_layout_is_valid(string layout) => Assert.Empty(Findings(delivery => AppsByLayout.Apply(delivery, layout)));

    [Theory]
    [InlineData("account")]
    [InlineData("region")]
    public void If_an_environment_sets_its_account_or_region_the_pipeline_must_too(string missing)
    {
        var finding = Assert.Single(
            Findings(delivery =>
            {
                AppsByLayout.Apply(delivery, AppsByLayout.SeparateAccounts);
                delivery.Remove(missing);
            })
        );
        Assert.StartsWith(
            $"delivery.{missing} is missing; it must be set because an environment "
                + "(delivery.environments[Dev], delivery.environments[Prod]) ",
            finding,
            StringComparison.Ordinal
        );
        Assert.EndsWith($"Add the {missing} of the pipeline.", finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account", "222222222222")]
    [InlineData("region", "eu-west-1")]
    public void Without_the_pipelines_account_and_region_every_other_one_counts_as_different(string key, string value)
    {
        var findings = Findings(delivery => (delivery.Environment("Dev")["bakeMinutes"], delivery.Environment("Dev")[key]) = (0, value));
        Assert.Equal(["delivery.account is missing", "delivery.region is missing"], findings.Select(finding => finding.Split(';')[0]));
    }

    [Theory]
    [InlineData("account", "111111111111")]
    [InlineData("region", "us-east-1")]
    public void An_environment_may_repeat_the_pipelines_account_and_region(string key, string value) =>
        Assert.Empty(
            Findings(delivery =>
            {
                AppsByLayout.Apply(delivery, AppsByLayout.OneAccount);
                delivery.Environment("Prod")[key] = value;
            })
        );

    [Theory]
    [InlineData(AppsByLayout.AnotherAccount)]
    [InlineData(AppsByLayout.AnotherRegion)]
    public void An_environment_outside_the_pipelines_account_and_region_cant_have_a_bake_time(string layout)
    {
        var finding = Assert.Single(
            Findings(delivery =>
            {
                AppsByLayout.Apply(delivery, layout);
                delivery.Environment("Prod")["bakeMinutes"] = 15;
            })
        );
        Assert.StartsWith(
            "delivery.environments[Prod].bakeMinutes is 15; it must be 0 outside the pipeline's account and region",
            finding,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_region_without_a_known_prefix_list_is_rejected_with_both_remedies()
    {
        var finding = Assert.Single(
            Findings(delivery =>
            {
                AppsByLayout.Apply(delivery, AppsByLayout.AnotherRegion);
                delivery.Environment("Prod")["region"] = "eu-north-1";
            })
        );
        Assert.StartsWith("delivery.environments[Prod].region is \"eu-north-1\"; ", finding, StringComparison.Ordinal);
        Assert.Contains("CloudFrontPrefixLists.cs", finding, StringComparison.Ordinal);
        Assert.Contains("delivery.environments[Prod].backend.domain", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Environments_without_a_region_use_the_pipelines_region()
    {
        var findings = Findings(delivery => (delivery["account"], delivery["region"]) = ("111111111111", "eu-north-1"));
        Assert.Equal(
            ["delivery.environments[Dev].backend.domain", "delivery.environments[Prod].backend.domain"],
            findings.Select(finding => finding.Split(" set ")[1].Split(". ")[0])
        );
        Assert.All(findings, finding => Assert.StartsWith("delivery.region is \"eu-north-1\"; ", finding, StringComparison.Ordinal));
    }

    [Fact]
    public void With_a_domain_no_prefix_list_is_needed() =>
        Assert.Empty(
            Findings(delivery =>
            {
                AppsByLayout.Apply(delivery, AppsByLayout.AnotherRegion);
                delivery.Environment("Prod")["region"] = "eu-north-1";
                delivery.Environment("Prod")["backend"]!["domain"] = JsonNode.Parse(
                    """{ "name": "api.example.com", "hostedZone": "example.com", "hostedZoneId": "Z1" }"""
                );
            })
        );

    [Theory]
    [InlineData("account", "42", "delivery.account is \"42\"; it must be the 12 digits of an AWS account ID.")]
    [InlineData("region", "Frankfurt", "delivery.region is \"Frankfurt\"; it must be an AWS region, such as eu-central-1.")]
    public void A_malformed_account_or_region_of_the_pipeline_is_the_only_error(string key, string value, string finding) =>
        Assert.Equal([finding], Findings(delivery => delivery[key] = value));

    private static IReadOnlyCollection<string> Findings(Action<JsonObject> change)
    {
        var delivery = TestSettings.Delivery();
        change(delivery);
        try
        {
            SettingsReader.Read(delivery);
            return [];
        }
        catch (SettingsError error)
        {
            return error.Findings;
        }
    }
}
