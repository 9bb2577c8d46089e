using System.Text.Json.Nodes;

namespace Rehearsal.Tests;

/// <summary>This repository's cloud assembly in a separate folder, for manual changes.</summary>
internal sealed class SynthesisedAssembly(string folder) : IDisposable
{
    public string Folder { get; } = folder;

    /// <summary>A synth.sh that produces this assembly, with the commit of its source.</summary>
    public string SynthScript =>
        $"""
            cp -a '{Folder}' infra/cdk.out
            printf '%s' "$CODEBUILD_RESOLVED_SOURCE_VERSION" > infra/cdk.out/commit
            """;

    public SynthesisedAssembly Copy()
    {
        var copy = Directory.CreateTempSubdirectory("assembly-").FullName;
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return new(copy);
    }

    /// <param name="template">The file's name; * is a wildcard.</param>
    /// <param name="change">Changes the template's resources.</param>
    public void Change(string template, Action<JsonObject> change)
    {
        var file = Directory.EnumerateFiles(Folder, template, SearchOption.AllDirectories).Single();
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        change(json["Resources"]!.AsObject());
        File.WriteAllText(file, json.ToJsonString());
    }

    public static IEnumerable<JsonNode> OfType(JsonObject resources, string type) =>
        resources.Where(resource => (string?)resource.Value!["Type"] == type).Select(resource => resource.Value!["Properties"]!);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
