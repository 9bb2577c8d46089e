using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Expenses.Tests;

public sealed class ToolVersionTests(SynthesisedApp app)
{
    [Fact]
    public void The_pipeline_updates_itself_with_the_pinned_cdk_cli()
    {
        var pinned = (string)
            JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "package.json")))!["dependencies"]!["aws-cdk"]!;
        Assert.Contains($"aws-cdk@{pinned}", app.PipelineTemplate.Json().ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws-cdk-lib", "CdkVersion")]
    [InlineData("constructs", "Constructs")]
    public void The_benchmark_compares_the_same_version_in_both_languages(string package, string name)
    {
        var versions = File.ReadAllText(Path.Combine(Repository.Root, "infra", "Directory.Packages.props"));
        var pinned = (string)
            JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "bench", "package.json")))!["dependencies"]![package]!;
        Assert.Matches($"(<{name}>|Include=\"{name}\" Version=\"){Regex.Escape(pinned)}[<\"]", versions);
    }
}
