using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Rehearsal.Workspace;

/// <summary>An object in a hand-written file. Errors name the key and its value.</summary>
internal sealed class StrictObject
{
    private readonly string file;
    private readonly string place;
    private readonly JsonObject json;

    /// <param name="file">The file's name, for errors.</param>
    /// <param name="keys">All keys that are allowed.</param>
    /// <exception cref="ResourceError">The node is not an object or has an unknown key.</exception>
    public StrictObject(JsonNode? node, string file, params string[] keys)
        : this(node, file, "", keys) { }

    private StrictObject(JsonNode? node, string file, string place, string[] keys)
    {
        (this.file, this.place) = (file, place);
        var known = string.Join(", ", keys);
        json = node as JsonObject ?? throw new ResourceError($"{Named(place)} is {Shown(node)}; it must be an object with {known}.");
        if (json.Select(property => property.Key).Except(keys).FirstOrDefault() is { } unknown)
            throw new ResourceError($"{Named(place)} has the key {unknown}; it may have {known}.");
    }

    /// <summary>Reads YAML, and with it JSON. Every value becomes a string.</summary>
    /// <exception cref="ResourceError">The text is not YAML, not an object, or has an unknown key.</exception>
    public static StrictObject ReadYaml(string text, string file, params string[] keys)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            throw new ResourceError($"{file} is not YAML: {error.Message}");
        }
        return new(yaml.Documents is [var document] ? Json(document.RootNode) : null, file, keys);
    }

    public IEnumerable<string> Keys => json.Select(property => property.Key);

    public bool Has(string key) => json.ContainsKey(key);

    public StrictObject Object(string key, params string[] keys) => new(json[key], file, Place(key), keys);

    /// <summary>Gets an object with keys of the user's own.</summary>
    public StrictObject Map(string key) => new(json[key], file, Place(key), [.. (json[key] as JsonObject)?.Select(pair => pair.Key) ?? []]);

    public IReadOnlyDictionary<string, string> AsTexts() => Keys.ToDictionary(key => key, key => Text(key, "a string", _ => true));

    /// <returns>An empty list where the key is missing.</returns>
    public IReadOnlyList<StrictObject> Objects(string key, params string[] keys) =>
        [.. List(key).Select((node, index) => new StrictObject(node, file, $"{Place(key)}[{index}]", keys))];

    /// <returns>An empty list where the key is missing.</returns>
    public IReadOnlyList<string> Texts(string key) =>
        [.. List(key).Select(node => IsText(node, out var text) ? text : throw Error(key, "a list of strings"))];

    /// <summary>Gets a list of strings that may be written as one string.</summary>
    public IReadOnlyList<string> TextOrTexts(string key) => IsText(json[key], out var text) ? [text] : Texts(key);

    /// <returns>Null where the key is missing.</returns>
    public string? OptionalText(string key, string mustBe, Func<string, bool> fits) => Has(key) ? Text(key, mustBe, fits) : null;

    /// <param name="mustBe">What the value must be, for errors.</param>
    public string Text(string key, string mustBe, Func<string, bool> fits) =>
        IsText(json[key], out var text) && fits(text) ? text : throw Error(key, mustBe);

    /// <exception cref="ResourceError">The value differs.</exception>
    public void Require(string key, JsonNode value)
    {
        if (!JsonNode.DeepEquals(json[key], value))
            throw Error(key, value.ToJsonString());
    }

    public ResourceError Error(string key, string mustBe) => new($"{Named(Place(key))} is {Shown(json[key])}; it must be {mustBe}.");

    private JsonArray List(string key) =>
        json[key] switch
        {
            null => [],
            JsonArray list => list,
            _ => throw Error(key, "a list"),
        };

    /// <summary>Converts YAML to JSON.</summary>
    private static JsonNode Json(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Select(pair => KeyValuePair.Create<string, JsonNode?>($"{pair.Key}", Json(pair.Value)))
            ),
            YamlSequenceNode list => new JsonArray([.. list.Select(Json)]),
            _ => JsonValue.Create($"{node}"),
        };

    private string Place(string key) => place.Length == 0 ? key : $"{place}.{key}";

    private string Named(string at) => at.Length == 0 ? file : $"{file}: {at}";

    private static bool IsText(JsonNode? node, [NotNullWhen(true)] out string? text)
    {
        text = null;
        return node is JsonValue value && value.TryGetValue(out text);
    }

    private static string Shown(JsonNode? node) => node?.ToJsonString() ?? "missing";
}
