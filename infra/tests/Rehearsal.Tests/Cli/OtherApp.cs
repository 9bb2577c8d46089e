using System.Reflection;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Cli;

/// <summary>An app that is not this repository's, in a git repository of its own: infra/tests/OtherPipelines with the app's name.</summary>
internal sealed class OtherApp : IAsyncDisposable
{
    private static readonly string Program = typeof(OtherApp)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "OtherPipelinesProgram")
        .Value!;

    /// <summary>What the CDK CLI sets, so that its own synthesis in the pipeline gives the same templates.</summary>
    private const string ContextOfCli =
        """{ "aws:cdk:enable-path-metadata": true, "aws:cdk:enable-asset-metadata": true, "aws:cdk:version-reporting": true }""";

    private readonly TemporaryRepository home = new();

    private OtherApp() { }

    /// <summary>The app's repository.</summary>
    public string Source { get; } = Directory.CreateTempSubdirectory("other-app-").FullName;

    public string Assembly => Path.Combine(Source, "cdk.out");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Writes the app's repository, and synthesises the app as its author would.</summary>
    /// <param name="again">Whether the pipeline synthesises it too; otherwise it copies the assembly.</param>
    public static async Task<OtherApp> SynthesiseAsync(string name, bool again = false)
    {
        var app = new OtherApp();
        await ThisRepository.InstallAsync(app.home.Processes, Cancel);
        app.home.SharePython();
        app.home.ShareJavaScriptOfCdk();
        Directory.CreateDirectory(Path.Combine(app.home.Root, "infra"));
        Directory.CreateSymbolicLink(app.Packages, Path.Combine(ThisRepository.Root, "infra", "node_modules"));
        app.Write("cdk.json", $$"""{ "app": "{{(again ? $"dotnet '{Program}' {name}" : $"cp -r '{app.Assembly}/.' $CDK_OUTDIR")}}" }""");
        app.Write(".gitignore", "cdk.out/\n");
        app.Write("package.json", """{ "name": "app", "scripts": { "build": "true" } }""");
        app.Write("index.html", "<h1>Fruits</h1>");
        app.Write("lambda/handler.js", "exports.main = async () => ({ statusCode: 200 });");
        app.Write("image/Dockerfile", "FROM scratch\n");
        await app.RunAsync("git", "init", "--quiet");
        await app.RunAsync("dotnet", Program, name);
        return app;
    }

    /// <summary>Rehearses the app from another repository, and exits.</summary>
    public Task<(int Code, string Output)> RehearseAsync(params string[] options) =>
        RehearsalProgram.RunAsync(home, ["--assembly", Assembly, "--approve", "--exit", .. options]);

    public Task<(int Code, string Output)> AskAsync(params string[] words) => RehearsalProgram.RunAsync(home, words);

    public RehearsalProgram Start(params string[] options) =>
        RehearsalProgram.Start(home, ["--assembly", Assembly, "--approve", .. options]);

    public ValueTask DisposeAsync()
    {
        File.Delete(Packages);
        Directory.Delete(Source, recursive: true);
        return home.DisposeAsync();
    }

    private string Packages => Path.Combine(home.Root, "infra", "node_modules");

    private void Write(string file, string text)
    {
        var path = Path.Combine(Source, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var log = Path.Combine(home.Folder.Logs, "other-app.log");
        var code = await home.Processes.RunAsync(
            new()
            {
                Program = program,
                Arguments = arguments,
                WorkingDirectory = Source,
                Environment = new Dictionary<string, string> { ["CDK_OUTDIR"] = Assembly, ["CDK_CONTEXT_JSON"] = ContextOfCli },
                Log = log,
            },
            Cancel
        );
        Assert.True(code == 0, string.Join(Environment.NewLine, LogFile.Tail(log)));
    }
}
