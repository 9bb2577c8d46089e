using Expenses.Application;

namespace Expenses.Tests;

public sealed class BackendImageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("backend-image-").FullName;

    public BackendImageTests()
    {
        Write(".dockerignore", "*\n!package.json\n!src\n");
        Write("Dockerfile", "FROM scratch\n");
        Write("package.json", "{}");
        Write("src/main.ts", "start()");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Files_outside_the_build_dont_change_the_tag()
    {
        var before = Tag();
        Write("node_modules/left-pad/index.js", "pad()");
        Write("README.md", "words");
        Assert.Equal(before, Tag());
    }

    [Theory]
    [InlineData("src/main.ts")]
    [InlineData("src/new.ts")]
    [InlineData("Dockerfile")]
    public void Files_in_the_build_change_the_tag(string file)
    {
        var before = Tag();
        Write(file, "something else");
        Assert.NotEqual(before, Tag());
    }

    [Fact]
    public void A_dockerignore_that_isnt_an_allowlist_is_rejected()
    {
        Write(".dockerignore", "node_modules\n");
        Assert.Contains(".dockerignore", Assert.Throws<InvalidOperationException>(Tag).Message, StringComparison.Ordinal);
    }

    private string Tag() => BackendImage.Of(folder).Tag;

    private void Write(string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
