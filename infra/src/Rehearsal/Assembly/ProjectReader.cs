using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Assembly;

/// <summary>Reads a CodeBuild project of a pipeline.</summary>
/// <param name="stack">The name of the project's stack.</param>
internal sealed class ProjectReader(string stack, TemplateValues values)
{
    /// <summary>CodeBuild's default.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromHours(1);

    /// <exception cref="UserError">A value depends on a resource.</exception>
    public BuildProject Read(string id, JsonNode properties)
    {
        var environment = properties["Environment"]!;
        return new(
            id,
            properties["Source"]!["BuildSpec"] is { } spec ? values.Text(spec, $"The build spec of {id}") : BuildSpec.DefaultFile,
            Variables(environment)
                .ToDictionary(
                    variable => variable["Name"]!.ToString(),
                    variable => values.Text(variable["Value"], $"The variable {variable["Name"]} of {id}")
                ),
            (bool?)environment["PrivilegedMode"] ?? false
        )
        {
            Stack = properties["ServiceRole"] is JsonObject ? stack : null,
            Type =
                $"{environment["Type"]} {environment["ComputeType"]!.ToString().Replace("BUILD_GENERAL1_", "", StringComparison.Ordinal)}",
            ConcurrentBuilds = (int?)properties["ConcurrentBuildLimit"],
            Timeout = (int?)properties["TimeoutInMinutes"] is { } minutes ? TimeSpan.FromMinutes(minutes) : DefaultTimeout,
        };
    }

    /// <summary>Says what can't be rehearsed in a project, in sentences.</summary>
    public static IEnumerable<string> Flaws(BuildProject project, JsonNode properties)
    {
        foreach (var variable in Variables(properties["Environment"]!))
        {
            if (variable["Type"]?.ToString() is { } type and not "PLAINTEXT")
                yield return $"the variable {variable["Name"]} of {project.Id} comes from {type}, which the rehearsal doesn't read.";
        }
        if (FlawOf(project) is { } flaw)
            yield return flaw;
    }

    private static string? FlawOf(BuildProject project)
    {
        if (BuildSpec.IsFile(project.BuildSpec))
            return null;
        try
        {
            BuildSpec.Parse(project.BuildSpec, $"the build spec of {project.Id}");
            return null;
        }
        catch (ResourceError error)
        {
            return error.Message;
        }
    }

    private static IEnumerable<JsonNode> Variables(JsonNode environment) =>
        (environment["EnvironmentVariables"] as JsonArray ?? []).Select(variable => variable!);
}
