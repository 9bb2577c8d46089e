using System.Diagnostics;
using System.Text.Json.Nodes;
using Expenses.Delivery;
using Expenses.Tests.Elsewhere;

namespace Expenses.Tests;

/// <summary>
/// CodePipeline forgets where a stage could go back to when the pipeline's structure changes. So a commit to the apps has to
/// leave the pipeline's template as it is, to the byte: synthesised here by the program itself, from changed sources.
/// </summary>
public sealed class StructureTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("structure-").FullName;

    public StructureTests()
    {
        Copy("app-backend");
        Copy("app-frontend");
        Directory.CreateDirectory(Path.Combine(folder, "infra"));
        File.Copy(Path.Combine(Repository.Root, "infra", "package.json"), Path.Combine(folder, "infra", "package.json"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(PlacedApps.Unset)]
    [InlineData(PlacedApps.OfTheirOwn)]
    public void A_commit_to_the_apps_leaves_the_pipeline_as_it_is(string place)
    {
        var delivery = TestSettings.Delivery();
        PlacedApps.Put(delivery, place);
        var before = Synthesise(out var tag, delivery);
        File.AppendAllText(Path.Combine(folder, "app-backend", "src", "main.ts"), "// changed");
        File.AppendAllText(Path.Combine(folder, "app-frontend", "package.json"), "\n");
        Assert.Equal(before, Synthesise(out var changedTag, delivery));
        Assert.NotEqual(tag, changedTag);
    }

    [Fact]
    public void A_change_of_the_pipeline_s_shape_changes_its_template()
    {
        var delivery = TestSettings.Delivery();
        delivery["dev"]!["bakeMinutes"] = 7;
        Assert.NotEqual(Synthesise(out _), Synthesise(out _, delivery));
    }

    [Fact]
    public void Nothing_is_published_as_an_asset_of_cdk()
    {
        Synthesise(out _);
        foreach (var assets in Directory.EnumerateFiles(Output, "*.assets.json", SearchOption.AllDirectories))
        {
            var manifest = JsonNode.Parse(File.ReadAllText(assets))!;
            Assert.All(manifest["files"]?.AsObject() ?? [], file => Assert.EndsWith(".template.json", (string?)file.Value!["source"]!["path"], StringComparison.Ordinal));
            Assert.Empty(manifest["dockerImages"]?.AsObject() ?? []);
        }
    }

    [Fact]
    public void What_the_cdk_refuses_is_a_sentence_and_no_crash()
    {
        var (code, errors) = Run(TestSettings.Delivery(), output: "/dev/null");
        Assert.Equal(1, code);
        Assert.Contains("The stacks can't be synthesised: ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private string Output => Path.Combine(folder, "cdk.out");

    private string Synthesise(out string imageTag, JsonObject? delivery = null)
    {
        var watch = Stopwatch.StartNew();
        var (code, errors) = Run(delivery ?? TestSettings.Delivery(), Output);
        TestContext.Current.TestOutputHelper!.WriteLine($"Synthesised in {watch.Elapsed.TotalSeconds:F1} s, without CDK's validation of templates");
        Assert.True(code == 0, errors);
        imageTag = File.ReadAllText(Path.Combine(Output, "backend-image-tag"));
        return File.ReadAllText(Path.Combine(Output, "ExpensesPipeline.template.json"));
    }

    private (int Code, string Errors) Run(JsonObject delivery, string output)
    {
        var context = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "cdk.json")))!["context"]!.DeepClone();
        context["delivery"] = delivery.DeepClone();
        var start = new ProcessStartInfo("dotnet", [typeof(PipelineStack).Assembly.Location])
        {
            WorkingDirectory = folder,
            Environment = { ["CDK_OUTDIR"] = output, ["CDK_CONTEXT_JSON"] = context.ToJsonString(), ["CDK_VALIDATION"] = "false" },
            RedirectStandardError = true,
        };
        // Nobody's credentials: to synthesise takes none.
        foreach (var variable in start.Environment.Keys.Where(variable => variable.StartsWith("AWS_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(variable);
        using var program = Process.Start(start)!;
        var errors = program.StandardError.ReadToEnd();
        program.WaitForExit();
        return (program.ExitCode, errors);
    }

    private void Copy(string app)
    {
        string[] installed = ["node_modules", "dist", ".next", ".amplify-hosting"];
        var from = Path.Combine(Repository.Root, app);
        var files = Directory.EnumerateFileSystemEntries(from)
            .Where(entry => !installed.Contains(Path.GetFileName(entry)))
            .SelectMany(entry => File.Exists(entry) ? [entry] : Directory.EnumerateFiles(entry, "*", SearchOption.AllDirectories));
        foreach (var file in files)
        {
            var copy = Path.Combine(folder, app, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
