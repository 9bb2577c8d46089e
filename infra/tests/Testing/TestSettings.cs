using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Testing;

/// <summary>The settings of all tests (infra/tests/settings.json): your own settings in cdk.json can't fail a test.</summary>
internal static class TestSettings
{
    private static readonly JsonObject Settings = (JsonObject)
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), "..", "settings.json")))!;

    /// <summary>A new copy, which the caller may change.</summary>
    public static JsonObject Delivery() => (JsonObject)Settings.DeepClone();

    /// <summary>The settings of an environment, which the caller may change.</summary>
    public static JsonObject Environment(this JsonObject delivery, string name) =>
        delivery["environments"]!.AsArray().Single(environment => (string?)environment!["name"] == name)!.AsObject();

    /// <summary>Adds a copy of an environment after it.</summary>
    public static void AddEnvironment(this JsonObject delivery, string name, string like)
    {
        var environments = delivery["environments"]!.AsArray();
        var added = delivery.Environment(like).DeepClone();
        added["name"] = name;
        environments.Insert(environments.IndexOf(delivery.Environment(like)) + 1, added);
    }

    /// <summary>Replaces the settings in a copy of the repository, and keeps the CDK's flags.</summary>
    /// <param name="repository">The copy's folder.</param>
    public static void WriteTo(string repository, Action<JsonObject>? change = null)
    {
        var delivery = Delivery();
        change?.Invoke(delivery);
        var file = Path.Combine(repository, "cdk.json");
        var settings = JsonNode.Parse(File.ReadAllText(file))!;
        settings["context"]!["delivery"] = delivery;
        File.WriteAllText(file, settings.ToJsonString());
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
