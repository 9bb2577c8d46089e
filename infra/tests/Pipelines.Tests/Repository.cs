using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Expenses.Tests;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));

    /// <summary>The context "delivery" of cdk.json: the user's settings, which no test may depend on.</summary>
    public static JsonObject Delivery() => (JsonObject)Context()["delivery"]!;

    /// <summary>The feature flags of cdk.json: how the CDK synthesises, whatever the settings.</summary>
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
