using System.Text.Json.Nodes;

namespace Rehearsal.Tests.Steps;

/// <summary>The scripts of the steps, beside settings of a test's own.</summary>
internal sealed class OwnSettings : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    /// <param name="change">Gets the context "delivery" of this repository's cdk.json.</param>
    public OwnSettings(Action<JsonObject> change)
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(ThisRepository.Root, "cdk.json")))!;
        change(settings["context"]!["delivery"]!.AsObject());
        repository.Write("cdk.json", settings.ToJsonString());
        var steps = Directory.CreateDirectory(Path.Combine(repository.Root, "infra", "steps")).FullName;
        foreach (var script in Directory.EnumerateFiles(StepScripts.Folder))
            File.Copy(script, Path.Combine(steps, Path.GetFileName(script)));
    }

    public string Script(string name) => Path.Combine(repository.Root, "infra", "steps", name);

    public ValueTask DisposeAsync() => repository.DisposeAsync();
}
