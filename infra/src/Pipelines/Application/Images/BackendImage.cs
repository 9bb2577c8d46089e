namespace Expenses.Application;

/// <summary>
/// The backend's image. Its tag is a hash of the build context, so an unchanged backend is neither built nor deployed again.
/// </summary>
public sealed class BackendImage
{
    private BackendImage(string tag) => Tag = tag;

    public string Tag { get; }

    /// <param name="folder">
    /// The build context. Its .dockerignore must be an allowlist: "*", then lines of "!path", then "**/*.test.ts".
    /// </param>
    public static BackendImage Of(string folder)
    {
        string[] rules =
        [
            .. File.ReadLines(Path.Combine(folder, ".dockerignore"))
                .Select(line => line.Trim())
                .Where(line => line.Length > 0 && line[0] != '#'),
        ];
        if (
            rules is not ["*", .. var allowed, "**/*.test.ts"]
            || allowed.Any(rule => rule[0] != '!' || rule.Contains('*', StringComparison.Ordinal))
        )
        {
            throw new InvalidOperationException(
                $"{folder}/.dockerignore: the first line must be \"*\", the last \"**/*.test.ts\", and every other line \"!path\" "
                    + "without wildcards. The image tag is a hash of these paths, without tests."
            );
        }

        return new(ContentTag.Of(folder, allowed.Select(rule => rule[1..].Trim('/')).Append("Dockerfile")));
    }

    /// <summary>Writes the tag into the assembly for the pipeline's steps. So the pipeline doesn't change with the app.</summary>
    public void WriteTag(string assembly) => File.WriteAllText(Path.Combine(assembly, "backend-image-tag"), Tag);
}
