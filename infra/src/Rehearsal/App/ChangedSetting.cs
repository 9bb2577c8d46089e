using System.Text.Json;
using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.App;

/// <summary>A setting in cdk.json and its new value, as given on the command line: Dev.vpc.availabilityZones=3.</summary>
public sealed class ChangedSetting
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string text;
    private readonly string[] path;
    private readonly string value;

    /// <exception cref="UserError">The text is not a path and a value.</exception>
    public ChangedSetting(string text)
    {
        this.text = text;
        var parts = text.Split('=', 2);
        path = parts[0].Trim().Split('.');
        value = parts[^1].Trim();
        if (parts.Length < 2 || path.Contains(""))
            throw Wrong("it must be a setting and its value, such as Dev.vpc.availabilityZones=3");
    }

    /// <summary>Changes the settings in the cdk.json of a folder. Names may have any case.</summary>
    /// <exception cref="UserError">No setting can have this path, or it has this value.</exception>
    public static void Apply(IEnumerable<ChangedSetting> settings, string folder)
    {
        var file = Path.Combine(folder, "cdk.json");
        var json = JsonNode.Parse(File.ReadAllText(file));
        foreach (var setting in settings)
            setting.Apply(json?["context"]?["delivery"] as JsonObject);
        File.WriteAllText(file, json!.ToJsonString(Indented) + "\n");
    }

    private void Apply(JsonObject? delivery)
    {
        if (delivery is null)
            throw Wrong("cdk.json has no settings: its context \"delivery\" is missing");
        JsonObject[] environments = [.. (delivery["environments"] as JsonArray ?? []).OfType<JsonObject>()];
        var environment = environments.FirstOrDefault(one => AreEqual(path[0], (string?)one["name"]));
        if (environment is null && NameIn(delivery, path[0]) is null)
        {
            var names = string.Join(", ", environments.Select(one => (string?)one["name"]));
            throw Wrong($"cdk.json has no environment and no setting {path[0]}; its environments are {names}");
        }
        if (environment is not null && path.Length == 1)
            throw Wrong("it must name a setting of the environment, too");

        // The group to change, and those of other environments: they may have a name that this one lacks.
        JsonObject[] groups = environment is null ? [delivery] : [environment, .. environments];
        var keys = environment is null ? path : path[1..];
        foreach (var key in keys[..^1])
        {
            var name = NameIn(groups, key);
            if ((groups[0][name] ??= new JsonObject()) is not JsonObject)
                throw Wrong($"{name} is one setting, not a group of settings");
            groups = [.. groups.Select(group => group[name]).OfType<JsonObject>()];
        }
        Set(groups[0], NameIn(groups, keys[^1]));
    }

    private void Set(JsonObject group, string name)
    {
        var before = group[name];
        var after = Parsed(isText: before?.GetValueKind() == JsonValueKind.String);
        if (JsonNode.DeepEquals(before, after))
            throw Wrong("cdk.json has this value already");
        if (after is null)
            group.Remove(name);
        else
            group[name] = after;
    }

    /// <summary>Reads the value as JSON, or as a text if it is none. A version stays a text, though it looks like a number.</summary>
    private JsonNode? Parsed(bool isText)
    {
        try
        {
            var json = JsonNode.Parse(value);
            return isText && json?.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? value : json;
        }
        catch (JsonException)
        {
            return value;
        }
    }

    private static string NameIn(IEnumerable<JsonObject> groups, string name) =>
        groups.Select(group => NameIn(group, name)).FirstOrDefault(found => found is not null) ?? name;

    private static string? NameIn(JsonObject group, string name) =>
        group.Select(entry => entry.Key).FirstOrDefault(key => AreEqual(name, key));

    private static bool AreEqual(string name, string? other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private UserError Wrong(string why) => new($"--with {text}: {why}.");
}
