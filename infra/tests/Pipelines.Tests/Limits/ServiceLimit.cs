using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Expenses.Tests.Limits;

/// <summary>What a service takes as a name or a description, and refuses otherwise only when the stack is deployed.</summary>
/// <param name="Type">The resource type; "" means every type.</param>
/// <param name="Path">The property, as in "Targets.Id": lists are walked through.</param>
/// <param name="Pattern">The characters that the service takes, and how many.</param>
public sealed record ServiceLimit(string Type, string Path, string Pattern)
{
    public bool Concerns(string type, string path) => (Type.Length == 0 || Type == type) && Path == path;

    public bool Admits(JsonNode value) => Regex.IsMatch(AsDeployed(value), $"^(?:{Pattern})\\z", RegexOptions.Singleline);

    /// <summary>The text with the longest account and region in it; an ID that a resource has only then is taken for one of ten letters.</summary>
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
