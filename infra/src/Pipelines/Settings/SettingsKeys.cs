using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Expenses.Settings;

/// <summary>Holds the keys that were written against the keys that the settings records have.</summary>
internal static class SettingsKeys
{
    public static IEnumerable<string> Findings(JsonObject written, JsonTypeInfo record, string path)
    {
        var known = record.Properties.Select(property => property.Name).ToArray();
        foreach (var key in written.Select(entry => entry.Key).Except(known))
            yield return $"{path}.{key} is no setting: remove it, or did you mean one of {string.Join(", ", known)}?";

        foreach (var property in record.Properties)
        {
            var value = written[property.Name];
            if (value is null && property.IsRequired)
                yield return $"{path}.{property.Name} is missing: add it.";

            var type = record.Options.GetTypeInfo(property.PropertyType);
            if (type.Kind != JsonTypeInfoKind.Object || value is null)
                continue;
            var inner = $"{path}.{property.Name}";
            var findings = value is JsonObject group
                ? Findings(group, type, inner)
                : [$"{inner} is {value.ToJsonString()}: it has to be an object."];
            foreach (var finding in findings)
                yield return finding;
        }
    }
}
