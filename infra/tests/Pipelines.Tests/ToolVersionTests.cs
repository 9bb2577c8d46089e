using System.Text.Json.Nodes;

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
}
