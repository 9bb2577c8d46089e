using System.Globalization;

namespace Expenses.Tests.Costs;

/// <summary>Recomputes all costs in architecture.md and the README from the templates.</summary>
public sealed class CostTests(SynthesisedApp app, Variants variants)
{
    private static readonly string[][] Table =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "infra", "docs", "architecture.md"))
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    public static TheoryData<string> CheaperSettings => [Variants.NatInstance, Variants.Internal, Variants.Valkey, Variants.OneTask];

    private MonthlyCost Dev => new(app.Stage("Dev"), Usage.Dev);

    private MonthlyCost Prod => new(app.Stage("Prod"), Usage.Prod);

    [Fact]
    public void Each_row_of_the_table_matches_the_templates()
    {
        foreach (var ((name, dev), prod) in Dev.Rows.Zip(Prod.Rows.Values))
        {
            Assert.Equal(
                (name, Dollars(dev), Dollars(prod)),
                (
                    name,
                    Row(name)[2].Replace("–", "0.00", StringComparison.Ordinal),
                    Row(name)[4].Replace("–", "0.00", StringComparison.Ordinal)
                )
            );
        }
    }

    [Fact]
    public void The_totals_in_the_table_and_the_readme_match_the_rows()
    {
        Assert.Equal((Dollars(Dev.Total), Dollars(Prod.Total)), (Row("**together**")[2].Trim('*'), Row("**together**")[4].Trim('*')));
        Assert.Contains(
            $"Dev costs about {Dev.Total:F0} US dollars a month and Prod about {Prod.Total:F0},",
            File.ReadAllText(Path.Combine(Repository.Root, "README.md")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(CheaperSettings))]
    public void Each_cheaper_setting_saves_what_the_table_says_in_Dev(string change) =>
        Assert.Equal(Dollars(Dev.Total - new MonthlyCost(variants[change].Stage("Dev"), Usage.Dev).Total), Row(change)[2]);

    [Fact]
    public void With_all_cheaper_settings_Dev_costs_what_the_table_says_and_at_most_40()
    {
        var cheapest = new MonthlyCost(variants[Variants.Cheapest].Stage("Dev"), Usage.Dev).Total;
        Assert.Equal(Dollars(cheapest), Row(Variants.Cheapest)[2]);
        Assert.InRange(cheapest, 0, 40);
    }

    [Fact]
    public void Prod_costs_at_most_265() => Assert.InRange(Prod.Total, 0, 265);

    [Fact]
    public void Every_resource_type_has_a_price_or_is_listed_as_free() =>
        Assert.Empty(Dev.Unknown.Union(Prod.Unknown).Union(new MonthlyCost(variants[Variants.Cheapest].Stage("Dev"), Usage.Dev).Unknown));

    private static string[] Row(string name) => Assert.Single(Table, row => row[0].StartsWith(name, StringComparison.Ordinal));

    private static string Dollars(decimal amount) => amount.ToString("F2", CultureInfo.InvariantCulture);
}
