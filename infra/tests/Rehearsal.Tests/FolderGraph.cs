using System.Text.RegularExpressions;

namespace Rehearsal.Tests;

/// <summary>The dependencies between the folders of the rehearsal's source, read from the source. Each folder is a namespace.</summary>
internal sealed partial class FolderGraph
{
    private const string Root = "Rehearsal";

    private static readonly string Source = Path.Combine(ThisRepository.Root, "infra", "src", Root);

    private readonly Dictionary<string, HashSet<string>> uses = [];

    public FolderGraph()
    {
        foreach (var file in Files)
            uses[file.Folder] = [];
        foreach (var file in Files)
            uses[file.Folder].UnionWith(UsedBy(file));
    }

    public IReadOnlyList<SourceFile> Files { get; } =
    [
        .. Directory
            .EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Select(file => new SourceFile(
                Path.GetRelativePath(Source, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.'),
                File.ReadAllText(file)
            ))
            .Where(file => file.Folder is not "." && file.Folder.Split('.')[0] is not ("bin" or "obj")),
    ];

    /// <summary>The folders by path, with dots: Aws.Ecs.</summary>
    public IEnumerable<string> Folders => uses.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<string> UsersOf(string folder) => uses.Where(users => users.Value.Contains(folder)).Select(users => users.Key);

    /// <returns>The shortest path from a folder to one that it uses, directly or through others; empty if there is none.</returns>
    public IReadOnlyList<string> ShortestPath(string from, string to)
    {
        Queue<string[]> ways = new([
            [from],
        ]);
        HashSet<string> seen = [];
        while (ways.TryDequeue(out var way))
        {
            foreach (var next in uses[way[^1]].Order(StringComparer.Ordinal))
            {
                if (next == to)
                    return [.. way, to];
                if (seen.Add(next))
                    ways.Enqueue([.. way, next]);
            }
        }
        return [];
    }

    private IEnumerable<string> UsedBy(SourceFile file)
    {
        // An unnecessary using directive fails the build, so each directive is a use. Types of an enclosing namespace need no directive,
        // nor do names such as Pipeline.Outcome.
        var imported = Using().Matches(file.Text).Select(match => match.Groups["folder"].Value);
        var enclosing = uses
            .Keys.Where(folder => file.Folder.StartsWith($"{folder}.", StringComparison.Ordinal))
            .Where(folder => TypesIn(folder).Any(type => Regex.IsMatch(file.Code, $@"\b{type}\b")));
        var qualified = uses.Keys.Where(folder => TypesIn(folder).Any(type => Regex.IsMatch(file.Code, $@"\b{folder}\.{type}\b")));
        return imported.Concat(enclosing).Concat(qualified).Where(folder => uses.ContainsKey(folder) && folder != file.Folder);
    }

    private IEnumerable<string> TypesIn(string folder) => Files.Where(file => file.Folder == folder).SelectMany(file => file.Types);

    [GeneratedRegex(@"^using Rehearsal\.(?<folder>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    public sealed partial record SourceFile(string Folder, string Text)
    {
        /// <summary>The namespace that the folder requires.</summary>
        public string Namespace => $"{Root}.{Folder}";

        public string? DeclaredNamespace { get; } =
            Declaration().Match(Text) is { Success: true } match ? match.Groups["name"].Value : null;

        /// <summary>The types that are visible to other files.</summary>
        public IReadOnlyList<string> Types { get; } = [.. TopLevelType().Matches(Text).Select(match => match.Groups["name"].Value)];

        /// <summary>The code without comments.</summary>
        public string Code { get; } = Comment().Replace(Text, "");

        [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
        private static partial Regex Declaration();

        [GeneratedRegex(@"^(?:\w+ )*(?:class|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
        private static partial Regex TopLevelType();

        [GeneratedRegex("//.*")]
        private static partial Regex Comment();
    }
}
