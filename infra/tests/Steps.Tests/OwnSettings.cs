using System.Text.Json.Nodes;

namespace Steps.Tests;

/// <summary>The scripts of the steps, beside settings of a test's own.</summary>
internal sealed class OwnSettings : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    /// <param name="change">Gets the tests' settings.</param>
    /// <param name="begin">What the file begins with.</param>
    public OwnSettings(Action<JsonObject>? change = null, string begin = "")
    {
        var delivery = TestSettings.Delivery();
        change?.Invoke(delivery);
        repository.Write("cdk.json", begin + new JsonObject { ["context"] = new JsonObject { ["delivery"] = delivery } }.ToJsonString());
        var steps = Directory.CreateDirectory(Path.Combine(repository.Root, "infra", "steps")).FullName;
        foreach (var script in Directory.EnumerateFiles(StepScripts.Folder))
            File.Copy(script, Path.Combine(steps, Path.GetFileName(script)));
    }

    public string Script(string name) => Path.Combine(repository.Root, "infra", "steps", name);

    public ValueTask DisposeAsync() => repository.DisposeAsync();
}
