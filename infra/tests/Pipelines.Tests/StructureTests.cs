using System.Text.Json.Nodes;
using Expenses.Tests.CrossAccount;

namespace Expenses.Tests;

/// <summary>
/// When the pipeline's structure changes, CodePipeline can't roll back to earlier executions. So a commit to the apps must not change a
/// byte of the pipeline's template. These tests run the program itself, on changed sources.
/// </summary>
public sealed class StructureTests(SynthesisedApp app, CopiedSources unchanged) : IClassFixture<CopiedSources>
{
    [Theory]
    [InlineData(AppsByLayout.Unset)]
    [InlineData(AppsByLayout.SeparateAccounts)]
    public void A_commit_to_the_apps_doesnt_change_the_pipeline(string layout)
    {
        var delivery = Delivery(layout);
        using var changed = new CopiedSources();
        changed.Append("app-backend/src/main.ts", "// changed");
        changed.Append("app-frontend/package.json", "\n");
        var (before, after) = (unchanged.Synthesise(delivery), changed.Synthesise(delivery));
        Assert.Equal(before.Pipeline, after.Pipeline);
        Assert.NotEqual(before.ImageTag, after.ImageTag);
    }

    [Fact]
    public void A_change_of_the_pipelines_structure_changes_its_template()
    {
        var unwatched = SynthesisedApp.With(delivery => delivery.Environment("Dev")["bakeMinutes"] = 0);
        Assert.False(JsonNode.DeepEquals(app.PipelineTemplate.Json(), unwatched.PipelineTemplate.Json()));
        var (unset, separateAccounts) = (Delivery(AppsByLayout.Unset), Delivery(AppsByLayout.SeparateAccounts));
        Assert.NotEqual(unchanged.Synthesise(unset).Pipeline, unchanged.Synthesise(separateAccounts).Pipeline);
    }

    [Fact]
    public void The_only_cdk_assets_are_templates()
    {
        var assembly = unchanged.Synthesise(TestSettings.Delivery()).Folder;
        foreach (var assets in Directory.EnumerateFiles(assembly, "*.assets.json", SearchOption.AllDirectories))
        {
            var manifest = JsonNode.Parse(File.ReadAllText(assets))!;
            Assert.All(
                manifest["files"]?.AsObject() ?? [],
                file => Assert.EndsWith(".template.json", (string?)file.Value!["source"]!["path"], StringComparison.Ordinal)
            );
            Assert.Empty(manifest["dockerImages"]?.AsObject() ?? []);
        }
    }

    [Fact]
    public void An_error_of_the_cdk_is_reported_without_a_stack_trace()
    {
        var (code, errors) = unchanged.Run(TestSettings.Delivery(), output: "/dev/null");
        Assert.Equal(1, code);
        Assert.Contains("Synthesis failed: ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private static JsonObject Delivery(string layout)
    {
        var delivery = TestSettings.Delivery();
        AppsByLayout.Apply(delivery, layout);
        return delivery;
    }
}
