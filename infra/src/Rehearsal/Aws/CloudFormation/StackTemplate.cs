using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rehearsal.Aws.CloudFormation;

/// <summary>A template, as far as it says what a stack has.</summary>
internal sealed partial class StackTemplate(JsonNode json)
{
    public static StackTemplate Read(string file) => new(JsonNode.Parse(File.ReadAllText(file))!);

    /// <summary>The resources by logical ID, each with its type.</summary>
    public IReadOnlyDictionary<string, string> Resources =>
        Section("Resources").ToDictionary(resource => resource.Key, resource => resource.Value!["Type"]!.ToString());

    /// <summary>The macros that CloudFormation would apply.</summary>
    public IReadOnlyList<string> Macros =>
        json["Transform"] switch
        {
            JsonArray several => [.. several.Select(one => $"{(one as JsonObject)?["Name"] ?? one}")],
            { } one => [$"{(one as JsonObject)?["Name"] ?? one}"],
            _ => [],
        };

    /// <summary>The logical IDs of the resources behind which nothing runs.</summary>
    public IEnumerable<string> Idle =>
        Section("Resources")
            .Where(resource => IdleTypes.Has(resource.Value!["Type"]!.ToString(), resource.Value["Properties"]))
            .Select(resource => resource.Key);

    /// <summary>The outputs that depend on resources behind which nothing runs: the output, and the first such resource.</summary>
    public IEnumerable<(string Output, string Resource)> IdleOutputs
    {
        get
        {
            HashSet<string> idle = [.. Idle];
            foreach (var (name, output) in Section("Outputs"))
            {
                if (References(output!["Value"]).FirstOrDefault(idle.Contains) is { } resource)
                    yield return (name, resource);
            }
        }
    }

    private JsonObject Section(string name) => json[name] as JsonObject ?? [];

    /// <summary>Finds the names that a value refers to.</summary>
    private static IEnumerable<string> References(JsonNode? value) =>
        value switch
        {
            JsonObject map => map.SelectMany(entry =>
                (entry.Key, entry.Value) switch
                {
                    ("Ref", { } name) => [name.ToString()],
                    ("Fn::GetAtt", JsonArray path) => [path[0]!.ToString()],
                    ("Fn::GetAtt", { } path) => [path.ToString().Split('.')[0]],
                    ("Fn::Sub", JsonValue text) => InText(text.ToString()),
                    ("Fn::Sub", JsonArray parts) => [.. InText(parts[0]!.ToString()), .. References(parts[1])],
                    var (_, inner) => References(inner),
                }
            ),
            JsonArray list => list.SelectMany(References),
            _ => [],
        };

    private static IEnumerable<string> InText(string text) => Placeholder().Matches(text).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"\$\{(?<name>\w+)[^}]*\}")]
    private static partial Regex Placeholder();
}
