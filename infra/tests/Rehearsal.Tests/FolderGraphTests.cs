namespace Rehearsal.Tests;

/// <summary>Dependencies between the folders of the rehearsal point one way.</summary>
public sealed class FolderGraphTests
{
    private readonly FolderGraph graph = new();

    [Fact]
    public void Every_file_declares_the_namespace_of_its_folder() =>
        Assert.All(graph.Files, file => Assert.Equal(file.Namespace, file.DeclaredNamespace));

    [Fact]
    public void No_folder_depends_on_itself_through_others()
    {
        var circles = graph.Folders.Select(folder => graph.Way(folder, folder)).Where(circle => circle.Count > 0);
        Assert.Equal("", string.Join(Environment.NewLine, circles.Select(circle => string.Join(" -> ", circle))));
    }

    [Theory]
    [InlineData("Cli", "Pipeline")]
    [InlineData("Pipeline", "Aws")]
    [InlineData("Aws", "Containers")]
    [InlineData("Containers", "Processes")]
    [InlineData("Processes", "Workspace")]
    public void A_layer_uses_the_next_lower_one_and_not_the_other_way_round(string folder, string lower)
    {
        Assert.NotEmpty(graph.Way(folder, lower));
        Assert.Empty(graph.Way(lower, folder));
    }

    [Fact]
    public void The_pipeline_does_not_know_how_it_is_shown()
    {
        Assert.NotEmpty(graph.Way("Reporting", "Pipeline"));
        Assert.Empty(graph.Way("Pipeline", "Reporting"));
    }

    [Fact]
    public void Only_the_session_and_the_command_line_know_the_app_that_is_deployed() =>
        Assert.Equal(["Cli", "Session"], graph.UsersOf("App").Union(graph.UsersOf("App.Faults")).Order(StringComparer.Ordinal));
}
