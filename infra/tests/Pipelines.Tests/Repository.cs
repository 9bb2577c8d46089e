using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Expenses.Tests;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));

    /// <summary>The context "delivery" of cdk.json, a copy for each caller to change.</summary>
    public static JsonObject Delivery() => (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "cdk.json")))!["context"]!["delivery"]!.DeepClone();

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
