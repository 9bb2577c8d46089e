using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class ToolVersionTests(SynthesisedApp app)
{
    [Fact]
    public void The_pipeline_changes_itself_with_the_cdk_cli_that_synthesised_it()
    {
        var pinned = (string)
            JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "package.json")))!["dependencies"]!["aws-cdk"]!;
        Assert.Contains($"aws-cdk@{pinned}", app.PipelineTemplate.Json().ToJsonString(), StringComparison.Ordinal);
    }
}
