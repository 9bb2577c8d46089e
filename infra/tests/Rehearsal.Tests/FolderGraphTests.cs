namespace Rehearsal.Tests;

/// <summary>Dependencies between the folders of the rehearsal point one way.</summary>
public sealed class FolderGraphTests
{
    private readonly FolderGraph graph = new();

    [Fact]
    public void Every_file_declares_the_namespace_of_its_folder() =>
        Assert.All(graph.Files, file => Assert.Equal(file.Namespace, file.DeclaredNamespace));

    [Fact]
    public void Folders_have_no_circular_dependencies()
    {
        var circles = graph.Folders.Select(folder => graph.ShortestPath(folder, folder)).Where(circle => circle.Count > 0);
        Assert.Equal("", string.Join(Environment.NewLine, circles.Select(circle => string.Join(" -> ", circle))));
    }

    [Theory]
    [InlineData("Cli", "Pipeline")]
    [InlineData("Pipeline", "Aws")]
    [InlineData("Aws", "Containers")]
    [InlineData("Containers", "Processes")]
    [InlineData("Processes", "Workspace")]
    public void A_layer_uses_the_next_lower_one_and_never_the_reverse(string folder, string lower)
    {
        Assert.NotEmpty(graph.ShortestPath(folder, lower));
        Assert.Empty(graph.ShortestPath(lower, folder));
    }

    [Fact]
    public void The_pipeline_does_not_depend_on_the_report()
    {
        Assert.NotEmpty(graph.ShortestPath("Reporting", "Pipeline"));
        Assert.Empty(graph.ShortestPath("Pipeline", "Reporting"));
    }

    [Fact]
    public void Only_the_session_and_the_command_line_depend_on_the_deployed_app() =>
        Assert.Equal(["Cli", "Session"], graph.UsersOf("App").Union(graph.UsersOf("App.Faults")).Order(StringComparer.Ordinal));
}
