using System.Text.Json.Nodes;

namespace Rehearsal.Containers;

/// <summary>The run settings in an image's configuration, in Docker's format.</summary>
internal sealed class ImageConfiguration(JsonNode configuration)
{
    public IReadOnlyList<string> EntryPoint => Texts("Entrypoint");

    public IReadOnlyList<string> Command => Texts("Cmd");

    public IReadOnlyDictionary<string, string> Environment =>
        Texts("Env").Select(variable => variable.Split('=', 2)).ToDictionary(variable => variable[0], variable => variable[1]);

    /// <summary>The image's user; root by default.</summary>
    public string User => Text("User") is { Length: > 0 } user ? user : "0";

    public string WorkingDirectory => Text("WorkingDir") is { Length: > 0 } directory ? directory : "/";

    private string Text(string key) => (string?)configuration[key] ?? "";

    private string[] Texts(string key) => [.. configuration[key]?.AsArray().Select(text => $"{text}") ?? []];
}
