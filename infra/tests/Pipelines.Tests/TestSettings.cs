using System.Text.Json.Nodes;

namespace Expenses.Tests;

/// <summary>The settings that the tests assert (settings.json beside this file), so that the user's own settings in cdk.json can't fail them.</summary>
internal static class TestSettings
{
    private static readonly JsonObject Settings = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "tests", "Pipelines.Tests", "settings.json")))!;

    /// <summary>A copy for each caller to change.</summary>
    public static JsonObject Delivery() => (JsonObject)Settings.DeepClone();
}
