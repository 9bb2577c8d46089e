using System.Text.Json;
using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Assembly;

/// <summary>The commands of a CodeBuild project, in order, and its output folder.</summary>
public sealed record BuildSpec(IReadOnlyList<string> Commands, string? OutputFolder)
{
    private static readonly string[] Phases = ["install", "pre_build", "build", "post_build"];

    /// <param name="text">The build spec as JSON, as CDK writes it.</param>
    /// <param name="project">The project's name, for errors.</param>
    public static BuildSpec Parse(string text, string project)
    {
        try
        {
            var spec = JsonNode.Parse(text)!;
            string[] commands =
            [
                .. from phase in Phases from command in spec["phases"]?[phase]?["commands"]?.AsArray() ?? [] select command.ToString(),
            ];
            return new(commands, spec["artifacts"]?["base-directory"]?.ToString());
        }
        catch (JsonException)
        {
            throw new UserError(
                $"The build spec of {project} is not JSON. The rehearsal supports only the inline build specs that CDK writes."
            );
        }
    }
}
