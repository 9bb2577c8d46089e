using System.Text.Json.Nodes;

namespace Expenses.Application;

/// <summary>The build of the site, for all environments. Its tag is a hash of the source, as the backend image's is.</summary>
public sealed class FrontendBundle
{
    private FrontendBundle(string tag) => Tag = tag;

    public string Tag { get; }

    /// <param name="repository">
    /// The folder with app-frontend and infra. "files" in app-frontend/package.json lists the build's inputs, and infra/package.json pins
    /// the Node.js version.
    /// </param>
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
                $"{Site}/package.json: \"files\" must list the files and folders that the build reads, without wildcards. "
                    + "The bundle's tag is a hash of them."
            );
        }

        return new(
            ContentTag.Of(
                repository,
                [.. listed.Append("package.json").Append("package-lock.json").Select(path => $"{Site}/{path}"), "infra/package.json"]
            )
        );
    }

    /// <summary>Writes the tag into the assembly for the pipeline's steps. So the pipeline doesn't change with the site.</summary>
    public void WriteTag(string assembly) => File.WriteAllText(Path.Combine(assembly, "frontend-bundle-tag"), Tag);
}
