using Expenses.Application;

namespace Expenses.Tests;

public sealed class BackendImageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("backend-image-").FullName;

    public BackendImageTests()
    {
        Write(".dockerignore", "*\n!package.json\n!src\n**/*.test.ts\n");
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
        Write("src/main.test.ts", "test()");
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

    [Theory]
    [InlineData("node_modules\n")]
    [InlineData("*\n!src\n")]
    [InlineData("*\n!src/*.ts\n**/*.test.ts\n")]
    [InlineData("*\n!src\n**/*.test.ts\n!src/main.test.ts\n")]
    public void A_dockerignore_that_isnt_an_allowlist_without_tests_is_rejected(string rules)
    {
        Write(".dockerignore", rules);
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
