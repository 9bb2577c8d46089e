using System.Text.Json.Nodes;

namespace Expenses.Application;

/// <summary>The site as it is built once for all environments, known by its content before it is built, as the backend's image is.</summary>
public sealed class FrontendBundle
{
    private FrontendBundle(string tag) => Tag = tag;

    public string Tag { get; }

    /// <param name="repository">The folder that holds app-frontend, whose package.json lists under "files" what its build sees, and infra, whose package.json pins the Node that builds.</param>
    public static FrontendBundle Of(string repository)
    {
        const string Site = "app-frontend";
        var listed =
            JsonNode
                .Parse(File.ReadAllText(Path.Combine(repository, Site, "package.json")))!["files"]
                ?.AsArray()
                .Select(path => (string)path!)
                .ToArray()
            ?? [];
        if (listed.Length == 0 || listed.Any(path => path.Contains('*', StringComparison.Ordinal) || path.StartsWith('!')))
        {
            throw new InvalidOperationException(
                $"{Site}/package.json: the bundle's tag is the hash of what the build sees, so \"files\" has to list it, files and folders without wildcards."
            );
        }

        return new(
            ContentTag.Of(
                repository,
                [.. listed.Append("package.json").Append("package-lock.json").Select(path => $"{Site}/{path}"), "infra/package.json"]
            )
        );
    }

    /// <summary>Tells the pipeline's steps the tag: they read it from the assembly, so that no step changes with the site.</summary>
    public void WriteTag(string assembly) => File.WriteAllText(Path.Combine(assembly, "frontend-bundle-tag"), Tag);
}
