using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Rehearsal.Workspace;

namespace Rehearsal.Hosting;

/// <summary>The real PostgreSQL server that npm brought, for this machine.</summary>
internal sealed class EmbeddedPostgres
{
    private const string Nobody = "65534";

    private readonly string native;

    public EmbeddedPostgres(RehearsalFolder folder)
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var package = $"@embedded-postgres/{system}-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        native = Path.Combine([folder.Repository, "infra", "node_modules", .. package.Split('/'), "native"]);
        if (!Directory.Exists(native))
            throw new UserError($"PostgreSQL is missing: npm did not install {package}. Run: npm ci --prefix infra");
        MakeLinks();
    }

    /// <summary>PostgreSQL refuses to run as root. There it runs as nobody, who may yet pass through root's folders.</summary>
    private static string[] AsNobody { get; } = Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        : [];

    /// <summary>A program of PostgreSQL, ready to be started.</summary>
    public (string Program, IReadOnlyList<string> Arguments) Command(string program, params IEnumerable<string> arguments)
    {
        string[] command = [.. AsNobody, Path.Combine(native, "bin", program), .. arguments];
        return (command[0], command[1..]);
    }

    /// <summary>Gives a folder to the user that the server runs as.</summary>
    public static void HandOver(string path)
    {
        if (AsNobody.Length == 0)
            return;
        using var chown = Process.Start("chown", ["-R", $"{Nobody}:{Nobody}", path]);
        chown.WaitForExit();
    }

    /// <summary>npm packages hold no symbolic links, and npm runs no install script that nobody approved: the package lists its links.</summary>
    private void MakeLinks()
    {
        var links = JsonSerializer.Deserialize<Link[]>(File.ReadAllText(Path.Combine(native, "pg-symlinks.json")), JsonSerializerOptions.Web)!;
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
