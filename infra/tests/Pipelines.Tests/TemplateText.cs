using System.Text.Json.Nodes;

namespace Expenses.Tests;

internal static class TemplateText
{
    /// <summary>Gets a value as one string, such as "arn:${AWS::Partition}:...", also if the template joins it from parts.</summary>
    public static string Of(JsonNode value) =>
        value switch
        {
            JsonValue text => (string)text!,
            JsonObject join when join["Fn::Join"] is JsonArray parts => string.Concat(parts[1]!.AsArray().Select(part => Of(part!))),
            JsonObject substitute when substitute["Fn::Sub"] is JsonValue text => (string)text!,
            JsonObject reference when reference["Ref"] is JsonValue name => $"${{{name}}}",
            _ => value.ToJsonString(),
        };
}
