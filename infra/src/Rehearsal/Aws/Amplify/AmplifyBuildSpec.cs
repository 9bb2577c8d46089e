using System.Text.Json.Nodes;
using Rehearsal.Workspace;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Rehearsal.Aws.Amplify;

/// <summary>
/// An Amplify build spec: the commands that build a site's bundle, and the folder of the checkout that holds the bundle.
/// </summary>
/// <param name="Commands">The commands of all phases, in Amplify's order.</param>
internal sealed record AmplifyBuildSpec(IReadOnlyList<string> Commands, string BaseDirectory)
{
    private static readonly string[] Phases = ["preBuild", "build", "postBuild"];

    /// <exception cref="ResourceError">The build spec has something that the rehearsal doesn't support.</exception>
    public static AmplifyBuildSpec Parse(string text)
    {
        var spec = new StrictObject(Read(text), "The build spec of the Amplify app", "version", "frontend");
        spec.Require("version", "1");
        var frontend = spec.Object("frontend", "phases", "artifacts");
        var phases = frontend.Object("phases", Phases);
        string[] commands = [.. Phases.Where(phases.Has).SelectMany(phase => phases.Object(phase, "commands").Texts("commands"))];
        var artifacts = frontend.Object("artifacts", "baseDirectory", "files");
        artifacts.Require("files", new JsonArray("**/*"));
        return new(commands, artifacts.Text("baseDirectory", "a folder of the checkout", folder => folder.Length > 0));
    }

    private static JsonNode? Read(string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            throw new ResourceError($"The build spec of the Amplify app is not YAML: {error.Message}");
        }
        return yaml.Documents is [var document] ? Json(document.RootNode) : null;
    }

    /// <summary>Converts YAML to JSON. Every scalar becomes a string.</summary>
    private static JsonNode Json(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Select(pair => KeyValuePair.Create<string, JsonNode?>($"{pair.Key}", Json(pair.Value)))
            ),
            YamlSequenceNode list => new JsonArray([.. list.Select(Json)]),
            _ => JsonValue.Create($"{node}"),
        };
}
