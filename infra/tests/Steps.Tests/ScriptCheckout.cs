using System.Text.Json.Nodes;

namespace Steps.Tests;

/// <summary>A folder with the scripts and a test's own cdk.json.</summary>
internal sealed class ScriptCheckout : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    /// <param name="change">Changes the settings of the tests.</param>
    /// <param name="prefix">Text before the JSON.</param>
    public ScriptCheckout(Action<JsonObject>? change = null, string prefix = "")
    {
        var delivery = TestSettings.Delivery();
        change?.Invoke(delivery);
        repository.Write("cdk.json", prefix + new JsonObject { ["context"] = new JsonObject { ["delivery"] = delivery } }.ToJsonString());
        var steps = Directory.CreateDirectory(Path.Combine(repository.Root, "infra", "steps")).FullName;
        foreach (var script in Directory.EnumerateFiles(StepScripts.Folder))
            File.Copy(script, Path.Combine(steps, Path.GetFileName(script)));
    }

    public string Script(string name) => Path.Combine(repository.Root, "infra", "steps", name);

    public ValueTask DisposeAsync() => repository.DisposeAsync();
}
