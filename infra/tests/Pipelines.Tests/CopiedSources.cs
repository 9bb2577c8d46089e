using System.Diagnostics;
using System.Text.Json.Nodes;
using Expenses.Delivery;

namespace Expenses.Tests;

/// <summary>The output of a run of the program.</summary>
public sealed record Synthesis(string Folder)
{
    public string Pipeline { get; } = File.ReadAllText(Path.Combine(Folder, "ExpensesPipeline.template.json"));

    public string ImageTag { get; } = File.ReadAllText(Path.Combine(Folder, "backend-image-tag"));
}

/// <summary>A copy of the apps' sources. The program runs in it once per set of settings.</summary>
public sealed class CopiedSources : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("structure-").FullName;
    private readonly Dictionary<string, Synthesis> bySettings = [];

    public CopiedSources()
    {
        Copy("app-backend");
        Copy("app-frontend");
        Directory.CreateDirectory(Path.Combine(folder, "infra"));
        File.Copy(Path.Combine(Repository.Root, "infra", "package.json"), Path.Combine(folder, "infra", "package.json"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public void Append(string file, string text) => File.AppendAllText(Path.Combine(folder, file), text);

    public Synthesis Synthesise(JsonObject delivery)
    {
        var settings = delivery.ToJsonString();
        if (!bySettings.ContainsKey(settings))
            bySettings[settings] = SynthesiseInto(Path.Combine(folder, $"cdk.out-{bySettings.Count}"), delivery);
        return bySettings[settings];
    }

    public (int Code, string Errors) Run(JsonObject delivery, string output)
    {
        var context = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "cdk.json")))!["context"]!.DeepClone();
        context["delivery"] = delivery.DeepClone();
        var start = new ProcessStartInfo("dotnet", [typeof(PipelineStack).Assembly.Location])
        {
            WorkingDirectory = folder,
            Environment =
            {
                ["CDK_OUTDIR"] = output,
                ["CDK_CONTEXT_JSON"] = context.ToJsonString(),
                ["CDK_VALIDATION"] = "false",
            },
            RedirectStandardError = true,
        };
        // Proves that synthesis needs no credentials.
        foreach (var variable in start.Environment.Keys.Where(variable => variable.StartsWith("AWS_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(variable);
        using var program = Process.Start(start)!;
        var errors = program.StandardError.ReadToEnd();
        program.WaitForExit();
        return (program.ExitCode, errors);
    }

    private Synthesis SynthesiseInto(string output, JsonObject delivery)
    {
        var watch = Stopwatch.StartNew();
        var (code, errors) = Run(delivery, output);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"Synthesised in {watch.Elapsed.TotalSeconds:F1} s, without CDK's validation of templates"
        );
        Assert.True(code == 0, errors);
        return new(output);
    }

    private void Copy(string app)
    {
        string[] skipped = ["bench", "lighthouse", "node_modules", "dist", ".next", ".amplify-hosting"];
        var from = Path.Combine(Repository.Root, app);
        var files = Directory
            .EnumerateFileSystemEntries(from)
            .Where(entry => !skipped.Contains(Path.GetFileName(entry)))
            .SelectMany(entry => File.Exists(entry) ? [entry] : Directory.EnumerateFiles(entry, "*", SearchOption.AllDirectories));
        foreach (var file in files)
        {
            var copy = Path.Combine(folder, app, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
