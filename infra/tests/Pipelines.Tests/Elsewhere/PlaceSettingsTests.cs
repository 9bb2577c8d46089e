using System.Text.Json.Nodes;
using Expenses.Settings;

namespace Expenses.Tests.Elsewhere;

public sealed class PlaceSettingsTests
{
    public static TheoryData<string> Places => PlacedApps.All;

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_place_that_there_is_can_be_set(string place) => Assert.Empty(Findings(delivery => PlacedApps.Put(delivery, place)));

    [Theory]
    [InlineData("account")]
    [InlineData("region")]
    public void With_an_environment_elsewhere_the_pipeline_s_own_place_has_to_be_set(string missing)
    {
        var finding = Assert.Single(
            Findings(delivery =>
            {
                PlacedApps.Put(delivery, PlacedApps.OfTheirOwn);
                delivery.Remove(missing);
            })
        );
        Assert.StartsWith(
            $"delivery.{missing} is missing; it must be set because an environment (delivery.environments[Dev], delivery.environments[Prod]) ",
            finding,
            StringComparison.Ordinal
        );
        Assert.EndsWith($"Add the {missing} of the pipeline.", finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account", "222222222222")]
    [InlineData("region", "eu-west-1")]
    public void With_a_pipeline_that_is_nowhere_yet_every_account_and_region_is_another(string key, string value)
    {
        var findings = Findings(delivery => (delivery.Environment("Dev")["bakeMinutes"], delivery.Environment("Dev")[key]) = (0, value));
        Assert.Equal(["delivery.account is missing", "delivery.region is missing"], findings.Select(finding => finding.Split(';')[0]));
    }

    [Theory]
    [InlineData("account", "111111111111")]
    [InlineData("region", "us-east-1")]
    public void To_say_again_where_the_pipeline_is_puts_an_environment_nowhere_else(string key, string value) =>
        Assert.Empty(
            Findings(delivery =>
            {
                PlacedApps.Put(delivery, PlacedApps.OneAccount);
                delivery.Environment("Prod")[key] = value;
            })
        );

    [Theory]
    [InlineData(PlacedApps.AnotherAccount)]
    [InlineData(PlacedApps.AnotherRegion)]
    public void What_the_pipeline_can_not_watch_has_no_minutes_to_be_watched(string place)
    {
        var finding = Assert.Single(
            Findings(delivery =>
            {
                PlacedApps.Put(delivery, place);
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
    public void A_region_whose_addresses_of_cloudfront_are_not_known_is_refused_with_both_ways_out()
    {
        var finding = Assert.Single(
            Findings(delivery =>
            {
                PlacedApps.Put(delivery, PlacedApps.AnotherRegion);
                delivery.Environment("Prod")["region"] = "eu-north-1";
            })
        );
        Assert.StartsWith("delivery.environments[Prod].region is \"eu-north-1\"; ", finding, StringComparison.Ordinal);
        Assert.Contains("CloudFrontPrefixLists.cs", finding, StringComparison.Ordinal);
        Assert.Contains("delivery.environments[Prod].backend.domain", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pipeline_s_region_is_that_of_the_environments_that_name_none()
    {
        var findings = Findings(delivery => (delivery["account"], delivery["region"]) = ("111111111111", "eu-north-1"));
        Assert.Equal(
            ["delivery.environments[Dev].backend.domain", "delivery.environments[Prod].backend.domain"],
            findings.Select(finding => finding.Split(" set ")[1].Split(". ")[0])
        );
        Assert.All(findings, finding => Assert.StartsWith("delivery.region is \"eu-north-1\"; ", finding, StringComparison.Ordinal));
    }

    [Fact]
    public void With_a_domain_no_address_of_cloudfront_is_asked_for() =>
        Assert.Empty(
            Findings(delivery =>
            {
                PlacedApps.Put(delivery, PlacedApps.AnotherRegion);
                delivery.Environment("Prod")["region"] = "eu-north-1";
                delivery.Environment("Prod")["backend"]!["domain"] = JsonNode.Parse(
                    """{ "name": "api.example.com", "hostedZone": "example.com", "hostedZoneId": "Z1" }"""
                );
            })
        );

    [Theory]
    [InlineData("account", "42", "delivery.account is \"42\"; it must be the 12 digits of an AWS account ID.")]
    [InlineData("region", "Frankfurt", "delivery.region is \"Frankfurt\"; it must be an AWS region, such as eu-central-1.")]
    public void A_malformed_place_of_the_pipeline_is_named_and_nothing_is_concluded_from_it(string key, string value, string finding) =>
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
