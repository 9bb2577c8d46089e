using System.Text.RegularExpressions;

namespace Rehearsal.Doctor;

/// <summary>The registries that npm, NuGet and pip are configured to use, without passwords.</summary>
internal static partial class Registries
{
    private const string Enabled = "E ";

    public static async Task<IReadOnlyList<(string Name, string Addresses)>> OfAsync(string repository, CancellationToken cancel)
    {
        var npm = Probe.OutputAsync("npm", ["config", "get", "registry", "--logs-max=0"], cancel, repository);
        var nuGet = Probe.OutputAsync("dotnet", ["nuget", "list", "source", "--format", "Short"], cancel, repository);
        var pip = Probe.OutputAsync("python3", ["-m", "pip", "config", "list"], cancel, repository);
        return
        [
            // npm hides an address that has a password.
            ("npm registry", await npm is { } registry ? Joined(Lines(registry)) : "not shown by npm"),
            ("NuGet sources", Joined(Lines(await nuGet).Where(IsEnabled).Select(line => line[Enabled.Length..]))),
            ("pip index", Joined(PipSetting().Matches(await pip ?? "").SelectMany(setting => Words(setting.Groups["value"].Value)))),
        ];
    }

    /// <summary>Removes passwords and tokens from an address.</summary>
    internal static string WithoutSecrets(string address)
    {
        if (Path.IsPathRooted(address))
            return address;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Authority.Contains('@', StringComparison.Ordinal))
            return "an address that is not a URL";
        // Some mirrors put their token in the path.
        return $"{uri.Scheme}://{uri.Authority}{Token().Replace(uri.AbsolutePath.TrimEnd('/'), "/…")}";
    }

    private static string Joined(IEnumerable<string> addresses) =>
        string.Join(", ", addresses.Select(WithoutSecrets).Distinct().DefaultIfEmpty("the tool's default"));

    private static bool IsEnabled(string source) => source.StartsWith(Enabled, StringComparison.Ordinal);

    /// <summary>Splits a setting of pip that has several values: pip prints a line break as two characters.</summary>
    private static string[] Words(string setting) => setting.Split((string[])[" ", "\\n"], StringSplitOptions.RemoveEmptyEntries);

    private static string[] Lines(string? output) =>
        output?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    [GeneratedRegex(@"(index-url|find-links)='(?<value>[^']*)'")]
    private static partial Regex PipSetting();

    [GeneratedRegex(@"/(?=[^/]*\d)[\w.~%-]{20,}(?=/|$)")]
    private static partial Regex Token();
}
