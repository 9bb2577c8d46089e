using System.Text.Json.Nodes;
using Expenses.Tests.Elsewhere;

namespace Expenses.Tests;

/// <summary>
/// CodePipeline forgets where a stage could go back to when the pipeline's structure changes. So a commit to the apps has to
/// leave the pipeline's template as it is, to the byte: synthesised here by the program itself, from changed sources.
/// </summary>
public sealed class StructureTests(SynthesisedApp app, CopiedSources unchanged) : IClassFixture<CopiedSources>
{
    [Theory]
    [InlineData(PlacedApps.Unset)]
    [InlineData(PlacedApps.OfTheirOwn)]
    public void A_commit_to_the_apps_leaves_the_pipeline_as_it_is(string place)
    {
        var delivery = Delivery(place);
        using var changed = new CopiedSources();
        changed.Append("app-backend/src/main.ts", "// changed");
        changed.Append("app-frontend/package.json", "\n");
        var (before, after) = (unchanged.Synthesise(delivery), changed.Synthesise(delivery));
        Assert.Equal(before.Pipeline, after.Pipeline);
        Assert.NotEqual(before.ImageTag, after.ImageTag);
    }

    [Fact]
    public void A_change_of_the_pipeline_s_shape_changes_its_template()
    {
        var unwatched = SynthesisedApp.With(delivery => delivery.Environment("Dev")["bakeMinutes"] = 0);
        Assert.False(JsonNode.DeepEquals(app.PipelineTemplate.Json(), unwatched.PipelineTemplate.Json()));
        var (unset, ofTheirOwn) = (Delivery(PlacedApps.Unset), Delivery(PlacedApps.OfTheirOwn));
        Assert.NotEqual(unchanged.Synthesise(unset).Pipeline, unchanged.Synthesise(ofTheirOwn).Pipeline);
    }

    [Fact]
    public void Nothing_is_published_as_an_asset_of_cdk()
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
    public void What_the_cdk_refuses_is_a_sentence_and_no_crash()
    {
        var (code, errors) = unchanged.Run(TestSettings.Delivery(), output: "/dev/null");
        Assert.Equal(1, code);
        Assert.Contains("Synthesis failed: ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private static JsonObject Delivery(string place)
    {
        var delivery = TestSettings.Delivery();
        PlacedApps.Put(delivery, place);
        return delivery;
    }
}
