using System.Text.Json.Nodes;
using Amazon.CDK;

namespace Expenses.Tests.Elsewhere;

public sealed class SynthesisTests(PlacedApps apps)
{
    public static TheoryData<string> Places => PlacedApps.All;

    /// <summary>What an app can't know by itself it leaves in its manifests, for the command line to look up: with credentials.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public void Nothing_is_left_to_be_looked_up_in_an_account(string place)
    {
        var assembly = apps[place].Assembly;
        string[] manifests = [.. Directory.EnumerateFiles(assembly, "manifest.json", SearchOption.AllDirectories)];
        Assert.Equal(3, manifests.Length);
        Assert.All(manifests, manifest => Assert.Null(JsonNode.Parse(File.ReadAllText(manifest))!["missing"]));
    }

    [Theory]
    [InlineData(PlacedApps.Unset, "aws://unknown-account/unknown-region")]
    [InlineData(PlacedApps.OneAccount, "aws://111111111111/us-east-1")]
    [InlineData(PlacedApps.OfTheirOwn, "aws://111111111111/us-east-1")]
    public void The_pipeline_is_where_the_settings_say_it_is(string place, string environment) =>
        Assert.Equal(environment, apps[place].Pipeline.Environment);

    [Theory]
    [InlineData(PlacedApps.Unset, "Dev", "aws://unknown-account/unknown-region")]
    [InlineData(PlacedApps.OneAccount, "Prod", "aws://111111111111/us-east-1")]
    [InlineData(PlacedApps.AnotherAccount, "Dev", "aws://111111111111/us-east-1")]
    [InlineData(PlacedApps.AnotherAccount, "Prod", "aws://333333333333/us-east-1")]
    [InlineData(PlacedApps.AnotherRegion, "Prod", "aws://111111111111/eu-west-1")]
    [InlineData(PlacedApps.OfTheirOwn, "Dev", "aws://222222222222/eu-central-1")]
    public void Every_stack_of_a_stage_is_where_its_environment_is(string place, string stage, string environment) =>
        Assert.All(apps[place].Stage(stage).Node.Children.OfType<Stack>(), stack => Assert.Equal(environment, stack.Environment));
}
