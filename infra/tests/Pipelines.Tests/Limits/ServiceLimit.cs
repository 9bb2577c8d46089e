using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Expenses.Tests.Limits;

/// <summary>The valid values of a name or description. Services reject others only at deployment.</summary>
/// <param name="Type">The resource type; "" matches every type.</param>
/// <param name="Path">The property, such as "Targets.Id". Lists are flattened.</param>
/// <param name="Pattern">The regular expression of valid values.</param>
public sealed record ServiceLimit(string Type, string Path, string Pattern)
{
    public bool AppliesTo(string type, string path) => (Type.Length == 0 || Type == type) && Path == path;

    public bool Allows(JsonNode value) => Regex.IsMatch(AsDeployed(value), $"^(?:{Pattern})\\z", RegexOptions.Singleline);

    /// <summary>Gets the text with the longest account and region, and ten letters for each generated ID.</summary>
    private static string AsDeployed(JsonNode value) =>
        value is JsonValue text
            ? text.ToString()
            : Regex.Replace(
                TemplateText
                    .Of(value)
                    .Replace("${AWS::AccountId}", "111111111111", StringComparison.Ordinal)
                    .Replace("${AWS::Region}", "ap-southeast-1", StringComparison.Ordinal),
                @"\$\{[^}]*\}|\{""Fn::\w+"".*?\]\}",
                "resourceid"
            );
}
