using System.Text.Json;
using System.Text.Json.Nodes;
using Rehearsal.Assembly;

namespace Rehearsal.Pipeline;

/// <summary>The parameters and tags with which an action deploys a stack.</summary>
/// <param name="Parameters">Their values, by name.</param>
/// <param name="Tags">Their values, by key.</param>
internal sealed record StackSettings(IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Tags)
{
    private static readonly string[] Keys = [nameof(Parameters), nameof(Tags)];

    /// <summary>Reads the template configuration file and the parameter overrides of an action. The overrides win.</summary>
    /// <exception cref="ActionFailed">They have something that the rehearsal doesn't support.</exception>
    public static StackSettings Of(ActionDefinition action, Execution execution)
    {
        var file = action.Configuration.TryGetValue("TemplateConfiguration", out var path)
            ? Parse(File.ReadAllText(execution.ArtifactFile(path)), "TemplateConfiguration")
            : [];
        if (file.Select(entry => entry.Key).Except(Keys).FirstOrDefault() is { } unknown)
            throw new ActionFailed($"{path} has {unknown}; the rehearsal supports only {string.Join(" and ", Keys)}.");
        var overrides = Parse(execution.Resolve(action.Configuration.GetValueOrDefault("ParameterOverrides", "{}")), "ParameterOverrides");
        var parameters = Texts(file[nameof(Parameters)]);
        foreach (var (name, value) in Texts(overrides))
            parameters[name] = value;
        return new(parameters, Texts(file[nameof(Tags)]));
    }

    private static JsonObject Parse(string json, string of)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new ActionFailed($"{of} is not a JSON object: {json}");
        }
        catch (JsonException error)
        {
            throw new ActionFailed($"{of} is not JSON: {error.Message}");
        }
    }

    private static Dictionary<string, string> Texts(JsonNode? values) =>
        (values as JsonObject ?? []).ToDictionary(
            entry => entry.Key,
            entry =>
                entry.Value is JsonValue value
                    ? value.ToString()
                    : throw new ActionFailed($"{entry.Key} is {entry.Value?.ToJsonString()}; the rehearsal supports only plain values.")
        );
}
