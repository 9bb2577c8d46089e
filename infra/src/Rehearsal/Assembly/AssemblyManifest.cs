using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rehearsal.Workspace;

namespace Rehearsal.Assembly;

/// <summary>The manifest of a cloud assembly and of those nested in it, one for each CDK stage.</summary>
/// <param name="fallback">The account and the region of stacks that leave theirs open.</param>
internal sealed partial class AssemblyManifest(string folder, AwsEnvironment fallback)
{
    private const string File = "manifest.json";

    /// <exception cref="UserError">A manifest is missing or damaged.</exception>
    public IReadOnlyList<AssemblyStack> Stacks => [.. StacksIn(folder)];

    private IEnumerable<AssemblyStack> StacksIn(string assembly)
    {
        foreach (var (id, artifact) in Artifacts(assembly))
        {
            var properties = artifact!["properties"];
            switch ((string?)artifact["type"])
            {
                case "aws:cloudformation:stack":
                    yield return new(
                        (string?)artifact["displayName"] ?? id,
                        (string?)properties!["stackName"] ?? id,
                        Path.Combine(assembly, (string)properties["templateFile"]!)
                    )
                    {
                        Environment = Environment((string?)artifact["environment"] ?? ""),
                        Qualifier = Parameter().Match((string?)properties["bootstrapStackVersionSsmParameter"] ?? "")
                            is { Success: true } match
                            ? match.Groups["qualifier"].Value
                            : null,
                    };
                    break;
                case "cdk:cloud-assembly":
                    foreach (var stack in StacksIn(Path.Combine(assembly, (string)properties!["directoryName"]!)))
                        yield return stack;
                    break;
            }
        }
    }

    private static JsonObject Artifacts(string assembly)
    {
        var file = Path.Combine(assembly, File);
        if (!System.IO.File.Exists(file))
            throw new UserError($"There is no cloud assembly in {assembly}: it has no {File}. `cdk synth` writes one, usually to cdk.out.");
        try
        {
            return JsonNode.Parse(System.IO.File.ReadAllText(file))?["artifacts"] as JsonObject ?? [];
        }
        catch (JsonException error)
        {
            throw new UserError($"{file} is not JSON: {error.Message} Synthesise the assembly again.");
        }
    }

    /// <summary>Reads aws://ACCOUNT/REGION, in which unknown-account and unknown-region may stand.</summary>
    private AwsEnvironment Environment(string address)
    {
        var parts = address.Split('/');
        return new(Known(parts.ElementAtOrDefault(2), fallback.Account), Known(parts.ElementAtOrDefault(3), fallback.Region));

        static string Known(string? value, string otherwise) =>
            string.IsNullOrEmpty(value) || value.StartsWith("unknown-", StringComparison.Ordinal) ? otherwise : value;
    }

    [GeneratedRegex("^/cdk-bootstrap/(?<qualifier>[^/]+)/version$")]
    private static partial Regex Parameter();
}
