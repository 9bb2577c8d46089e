using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Assembly;

/// <summary>Resolves values of a template to text, as CloudFormation does at deployment.</summary>
/// <param name="resources">The template's resources, some of whose names are known before the deployment.</param>
internal sealed class TemplateValues(string account, string region, JsonObject? resources = null)
{
    private const string Repository = "AWS::CodeCommit::Repository";

    /// <param name="of">The value's description, for errors.</param>
    /// <exception cref="UserError">The value depends on more than the account and the region.</exception>
    public string Text(JsonNode? value, string of) =>
        value switch
        {
            JsonValue text => text.ToString(),
            JsonObject join when join["Fn::Join"] is JsonArray parts => string.Join(
                parts[0]!.ToString(),
                parts[1]!.AsArray().Select(part => Text(part, of))
            ),
            JsonObject attribute when attribute["Fn::GetAtt"] is JsonArray { Count: 2 } path && NameOf(path) is { } name => name,
            JsonObject reference when reference["Ref"]?.ToString() is { } name => name switch
            {
                "AWS::AccountId" => account,
                "AWS::Region" => region,
                "AWS::Partition" => "aws",
                _ => throw new UserError($"{of} refers to {name}; the rehearsal resolves only the account and the region."),
            },
            _ => throw new UserError($"{of} is {value?.ToJsonString() ?? "missing"}; the rehearsal can't convert it to text."),
        };

    /// <summary>Gets the name of a repository, after which CDK Pipelines names the source action.</summary>
    private string? NameOf(JsonArray path) =>
        path[1]!.ToString() == "Name" && resources?[path[0]!.ToString()] is { } resource && (string?)resource["Type"] == Repository
            ? (resource["Properties"]?["RepositoryName"] as JsonValue)?.ToString()
            : null;
}
