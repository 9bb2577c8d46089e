using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Amplify;

/// <summary>The deploy-manifest.json of a bundle. Rejects whatever Amplify's deployment specification rejects, and says why.</summary>
/// <param name="Routes">The first route that matches a path applies. The last one matches every path.</param>
/// <param name="Entrypoint">The file in the root of compute/default that Node runs; null for a static site.</param>
internal sealed partial record DeployManifest(IReadOnlyList<DeployManifest.Route> Routes, string? Entrypoint)
{
    private const string Name = "deploy-manifest.json";
    private const string Default = "default";
    private const string CatchAll = "/*";
    private const int MostRoutes = 25;
    private const long MostBytes = 220 * 1024 * 1024;

    private static readonly string[] Runtimes = ["nodejs20.x", "nodejs22.x", "nodejs24.x"];

    public enum Kind
    {
        Static,
        Compute,
        ImageOptimization,
    }

    /// <exception cref="ResourceError">Amplify would not deploy the bundle.</exception>
    public static DeployManifest Read(string bundle)
    {
        CheckFiles(new(bundle));
        var json = Json(Path.Combine(bundle, Name));
        var manifest = new StrictObject(json, Name, "version", "framework", "imageSettings", "routes", "computeResources");
        manifest.Require("version", 1);
        var framework = manifest.Object("framework", "name", "version");
        framework.Text("name", "the framework's name", name => name.Length > 0);
        framework.Text("version", "a semantic version such as 16.2.1", SemanticVersion().IsMatch);
        if (manifest.Has("imageSettings"))
            manifest.Object("imageSettings", "sizes", "domains", "remotePatterns", "formats", "minimumCacheTTL", "dangerouslyAllowSVG");

        var entrypoint = manifest.Objects("computeResources", "name", "runtime", "entrypoint") switch
        {
            [] => null,
            [var resource] => EntrypointOf(resource, bundle),
            _ => throw manifest.Error("computeResources", "a list of one resource"),
        };
        Route[] routes = [.. manifest.Objects("routes", "path", "target", "fallback").Select(Route.Of)];
        CheckRoutes(routes, bundle, hasCompute: entrypoint is not null);
        return new(routes, entrypoint);
    }

    public Route RouteOf(string path) => Routes.First(route => route.Matches(path));

    private static JsonNode? Json(string file)
    {
        if (!File.Exists(file))
            throw new ResourceError($"There is no {Name} in artifacts.baseDirectory of the build spec. Amplify deploys only what it says.");
        try
        {
            return JsonNode.Parse(File.ReadAllText(file), documentOptions: new() { AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw new ResourceError($"{Name} is not JSON: {error.Message}");
        }
    }

    private static string EntrypointOf(StrictObject resource, string bundle)
    {
        resource.Require("name", Default);
        resource.Text("runtime", $"one of {string.Join(", ", Runtimes)}", Runtimes.Contains);
        var folder = Path.Combine(bundle, "compute", Default);
        if (!Directory.Exists(folder))
            throw new ResourceError($"{Name} has computeResources, and there is no folder compute/{Default} in the bundle.");
        return resource.Text("entrypoint", $"a file in the root of compute/{Default}", IsInRoot);

        bool IsInRoot(string file) => file == Path.GetFileName(file) && File.Exists(Path.Combine(folder, file));
    }

    private static void CheckRoutes(Route[] routes, string bundle, bool hasCompute)
    {
        if (routes.Length > MostRoutes)
            throw new ResourceError($"{Name} has {routes.Length} routes; it must have at most {MostRoutes}.");
        if (routes is not [.., { Path: CatchAll, Target.Kind: var kind }])
            throw new ResourceError($"{Name}: the last route is {routes.LastOrDefault()?.Path ?? "missing"}; it must be {CatchAll}.");
        if (hasCompute && kind != Kind.Compute)
            throw new ResourceError($"{Name} has computeResources, and the target of {CatchAll} is {kind}; it must be {Kind.Compute}.");
        foreach (var (path, target) in routes.SelectMany(route => route.Targets.Select(target => (route.Path, target.Kind))))
        {
            if (target == Kind.Compute && !hasCompute)
                throw new ResourceError($"{Name}: {path} leads to {target}, and computeResources is missing.");
            if (target == Kind.Static && !Directory.Exists(Path.Combine(bundle, "static")))
                throw new ResourceError($"{Name}: {path} leads to {target}, and there is no folder static in the bundle.");
        }
    }

    private static void CheckFiles(DirectoryInfo bundle)
    {
        var entries = Entries(bundle).ToArray();
        foreach (var link in entries.Where(entry => entry.LinkTarget is not null))
        {
            var target = Path.GetFullPath(link.LinkTarget!, Path.GetDirectoryName(link.FullName)!);
            if (target.StartsWith($"{bundle.FullName}/", StringComparison.Ordinal))
                continue;
            var name = Path.GetRelativePath(bundle.FullName, link.FullName);
            throw new ResourceError($"{name} is a symbolic link to {link.LinkTarget}, which is not in the bundle. Copy what it leads to.");
        }
        var bytes = entries.OfType<FileInfo>().Where(file => file.LinkTarget is null).Sum(file => file.Length);
        if (bytes > MostBytes)
            throw new ResourceError($"The bundle has {bytes} bytes; it must have at most {MostBytes} (220 MiB).");
    }

    /// <summary>Lists all files and links without following the links.</summary>
    private static IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder) =>
        folder.EnumerateFileSystemInfos().SelectMany(entry => entry is DirectoryInfo { LinkTarget: null } inner ? Entries(inner) : [entry]);

    [GeneratedRegex(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$")]
    private static partial Regex SemanticVersion();

    /// <param name="CacheControl">The Cache-Control header for files; null where the manifest sets none.</param>
    public sealed record Target(Kind Kind, string? CacheControl)
    {
        public static Target Of(StrictObject parent, string key)
        {
            const string CacheControl = "cacheControl";
            var kinds = Enum.GetNames<Kind>();
            var target = parent.Object(key, "kind", "src", CacheControl);
            var kind = Enum.Parse<Kind>(target.Text("kind", $"one of {string.Join(", ", kinds)}", kinds.Contains));
            if (kind == Kind.Compute)
            {
                parent.Object(key, "kind", "src").Require("src", Default);
                return new(kind, null);
            }
            target = parent.Object(key, "kind", CacheControl);
            return new(kind, target.Has(CacheControl) ? target.Text(CacheControl, "a string", value => value.Length > 0) : null);
        }
    }

    /// <param name="Fallback">The target that answers when the first one returns 404.</param>
    public sealed record Route(string Path, Target Target, Target? Fallback)
    {
        private readonly Regex pattern = new($"^{string.Join(".*", Path.Split('*').Select(Regex.Escape))}$", RegexOptions.Singleline);

        public IEnumerable<Target> Targets => Fallback is null ? [Target] : [Target, Fallback];

        public static Route Of(StrictObject route) =>
            new(
                route.Text("path", "a pattern that begins with /", path => path.StartsWith('/')),
                Target.Of(route, "target"),
                route.Has("fallback") ? Target.Of(route, "fallback") : null
            );

        public bool Matches(string path) => pattern.IsMatch(path);
    }
}
