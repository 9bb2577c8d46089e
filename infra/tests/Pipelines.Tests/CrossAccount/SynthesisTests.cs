using System.Text.Json.Nodes;
using Amazon.CDK;

namespace Expenses.Tests.CrossAccount;

public sealed class SynthesisTests(AppsByLayout apps)
{
    public static TheoryData<string> Layouts => AppsByLayout.All;

    /// <summary>An app that needs lookups lists them as "missing" in its manifest, and the CLI needs credentials for them.</summary>
    [Theory]
    [MemberData(nameof(Layouts))]
    public void Synthesis_needs_no_lookups_in_an_account(string layout)
    {
        var assembly = apps[layout].Assembly;
        string[] manifests = [.. Directory.EnumerateFiles(assembly, "manifest.json", SearchOption.AllDirectories)];
        Assert.Equal(3, manifests.Length);
        Assert.All(manifests, manifest => Assert.Null(JsonNode.Parse(File.ReadAllText(manifest))!["missing"]));
    }

    [Theory]
    [InlineData(AppsByLayout.Unset, "aws://unknown-account/unknown-region")]
    [InlineData(AppsByLayout.OneAccount, "aws://111111111111/us-east-1")]
    [InlineData(AppsByLayout.SeparateAccounts, "aws://111111111111/us-east-1")]
    public void The_pipeline_is_in_the_account_and_region_in_the_settings(string layout, string environment) =>
        Assert.Equal(environment, apps[layout].Pipeline.Environment);

    [Theory]
    [InlineData(AppsByLayout.Unset, "Dev", "aws://unknown-account/unknown-region")]
    [InlineData(AppsByLayout.OneAccount, "Prod", "aws://111111111111/us-east-1")]
    [InlineData(AppsByLayout.AnotherAccount, "Dev", "aws://111111111111/us-east-1")]
    [InlineData(AppsByLayout.AnotherAccount, "Prod", "aws://333333333333/us-east-1")]
    [InlineData(AppsByLayout.AnotherRegion, "Prod", "aws://111111111111/eu-west-1")]
    [InlineData(AppsByLayout.SeparateAccounts, "Dev", "aws://222222222222/eu-central-1")]
    public void Every_stack_of_a_stage_is_in_the_account_and_region_of_its_environment(string layout, string stage, string environment) =>
        Assert.All(apps[layout].Stage(stage).Node.Children.OfType<Stack>(), stack => Assert.Equal(environment, stack.Environment));

    /// <summary>An account has each name of a role once, whatever the region.</summary>
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Roles_of_an_environment_have_other_names_in_another_region(string stage)
    {
        var here = RoleNames(AppsByLayout.OneAccount, stage);
        Assert.NotEmpty(here);
        // Dev is in another region there, too.
        Assert.Empty(here.Intersect(RoleNames(AppsByLayout.SeparateAccounts, stage)));
    }

    private HashSet<string> RoleNames(string layout, string stage) =>
        [
            .. apps[layout]
                .Stage(stage)
                .Node.Children.OfType<Stack>()
                .SelectMany(stack => Template.FromStack(stack).All("AWS::IAM::Role"))
                .Select(role => role["RoleName"])
                .OfType<JsonNode>()
                .Select(TemplateText.Of),
        ];
}
