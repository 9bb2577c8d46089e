using Microsoft.Extensions.FileSystemGlobbing;
using Rehearsal.Workspace;

namespace Rehearsal.Assembly;

/// <summary>The files that a build keeps as an artifact.</summary>
/// <param name="Folder">The folder that they are taken from, relative to the source.</param>
/// <param name="Files">The patterns of their paths in that folder.</param>
/// <param name="Excluded">The patterns of those to leave out.</param>
public sealed record BuildOutput(string Folder, IReadOnlyList<string> Files, IReadOnlyList<string> Excluded)
{
    private const string Everything = "**/*";

    internal static readonly string[] Keys = ["base-directory", "files", "exclude-paths", "discard-paths", "name"];

    /// <summary>Whether the files lose their folders.</summary>
    public required bool IsFlat { get; init; }

    private bool IsWholeFolder => Files is [Everything] && Excluded.Count == 0 && !IsFlat && Folder != ".";

    /// <summary>Moves the files of a build into an artifact.</summary>
    /// <param name="source">The folder of the build's source.</param>
    /// <exception cref="ResourceError">The build has not made any.</exception>
    public void Keep(string source, string artifact)
    {
        var produced = Path.Combine(source, Folder);
        if (!Directory.Exists(produced))
            throw new ResourceError($"The build produced no folder {Folder}, which its build spec names as its output.");
        Directory.CreateDirectory(Path.GetDirectoryName(artifact)!);
        if (IsWholeFolder)
        {
            Directory.Move(produced, artifact);
            return;
        }
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddIncludePatterns(Files);
        matcher.AddExcludePatterns(Excluded);
        string[] files = [.. matcher.GetResultsInFullPath(produced)];
        if (files.Length == 0)
            throw new ResourceError($"No file of the build matches {string.Join(", ", Files)}, which its build spec names as its output.");
        foreach (var file in files)
        {
            var target = Path.Combine(artifact, IsFlat ? Path.GetFileName(file) : Path.GetRelativePath(produced, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    internal static BuildOutput Of(StrictObject json) =>
        new(
            json.OptionalText("base-directory", "a folder of the source", folder => !Path.IsPathRooted(folder) && folder.Length > 0) ?? ".",
            json.TextOrTexts("files"),
            json.TextOrTexts("exclude-paths")
        )
        {
            IsFlat = json.OptionalText("discard-paths", "yes or no", value => value is "yes" or "no") == "yes",
        };
}
