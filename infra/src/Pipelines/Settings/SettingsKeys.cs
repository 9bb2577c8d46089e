using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Expenses.Settings;

/// <summary>Finds unknown and missing keys by comparing cdk.json with the settings records.</summary>
internal static class SettingsKeys
{
    public static IEnumerable<string> Findings(JsonObject written, JsonTypeInfo record, string path)
    {
        var known = record.Properties.Select(property => property.Name).ToArray();
        foreach (var key in written.Select(entry => entry.Key).Except(known))
            yield return $"{path}.{key} is not a known setting. Did you mean one of {string.Join(", ", known)}? If not, remove it.";

        foreach (var property in record.Properties)
        {
            var value = written[property.Name];
            if (value is null && property.IsRequired)
                yield return $"{path}.{property.Name} is missing. Add it.";

            var inner = $"{path}.{property.Name}";
            foreach (var finding in value is null ? [] : Findings(value, record.Options.GetTypeInfo(property.PropertyType), inner))
                yield return finding;
        }
    }

    private static IEnumerable<string> Findings(JsonNode? value, JsonTypeInfo type, string path) =>
        (type.Kind, value) switch
        {
            (JsonTypeInfoKind.Object, JsonObject group) => Findings(group, type, path),
            (JsonTypeInfoKind.Object, _) => [$"{path} is {value?.ToJsonString() ?? "null"}; it must be an object."],
            (JsonTypeInfoKind.Enumerable, JsonArray list) => list.SelectMany(
                (item, index) => Findings(item, type.Options.GetTypeInfo(type.ElementType!), $"{path}[{NameOf(item) ?? $"{index}"}]")
            ),
            (JsonTypeInfoKind.Enumerable, _) => [$"{path} is {value?.ToJsonString()}; it must be a list."],
            _ => [],
        };

    /// <summary>Gets the name of a list item, if it has one.</summary>
    private static string? NameOf(JsonNode? item) =>
        item is JsonObject named && named["name"] is JsonValue name && name.TryGetValue(out string? text) ? text : null;
}
