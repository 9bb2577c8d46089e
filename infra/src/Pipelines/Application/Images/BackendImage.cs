namespace Expenses.Application;

/// <summary>
/// The backend's image, known by its content before it is built: the tag is a hash of all that the build can see, so an
/// unchanged backend keeps its tag, is not built again, and its service is not deployed again.
/// </summary>
public sealed class BackendImage
{
    private BackendImage(string tag) => Tag = tag;

    public string Tag { get; }

    /// <param name="folder">The build context. Its .dockerignore has to be a list of what is allowed: "*", then lines of "!path".</param>
    public static BackendImage Of(string folder)
    {
        string[] rules =
        [
            .. File.ReadLines(Path.Combine(folder, ".dockerignore"))
                .Select(line => line.Trim())
                .Where(line => line.Length > 0 && line[0] != '#'),
        ];
        if (rules is not ["*", .. var allowed] || allowed.Any(rule => rule[0] != '!' || rule.Contains('*', StringComparison.Ordinal)))
        {
            throw new InvalidOperationException(
                $"{folder}/.dockerignore: the image tag is the hash of what the build sees, so the first line has to be \"*\" and every other \"!path\" without wildcards."
            );
        }

        return new(ContentTag.Of(folder, allowed.Select(rule => rule[1..].Trim('/')).Append("Dockerfile")));
    }

    /// <summary>Tells the pipeline's steps the tag: they read it from the assembly, so that no step changes with the app.</summary>
    public void WriteTag(string assembly) => File.WriteAllText(Path.Combine(assembly, "backend-image-tag"), Tag);
}
