using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Expenses.Tests;

/// <summary>The repository with these tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));

    /// <summary>Gets the settings in cdk.json. They are the user's, so tests must not depend on their values.</summary>
    public static JsonObject Delivery() => (JsonObject)Context()["delivery"]!;

    /// <summary>Gets the CDK feature flags in cdk.json.</summary>
    public static Dictionary<string, object> Flags() =>
        Context()
            .Where(entry => entry.Key.StartsWith('@'))
            .ToDictionary(
                entry => entry.Key,
                entry =>
                    entry.Value!.GetValueKind() == JsonValueKind.String
                        ? (object)entry.Value.GetValue<string>()
                        : entry.Value.GetValue<bool>()
            );

    private static JsonObject Context() => (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "cdk.json")))!["context"]!;

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
