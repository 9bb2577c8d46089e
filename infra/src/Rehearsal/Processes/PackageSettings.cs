using System.Collections;
using System.Text.RegularExpressions;

namespace Rehearsal.Processes;

/// <summary>
/// How the user's machine gets packages: the settings of npm, pip and NuGet, and of what chooses the versions of Node and Python.
/// </summary>
internal sealed partial class PackageSettings
{
    private const string Npm = "npm_config_";
    private const string NuGetSources = ".nuget/NuGet/NuGet.Config";

    /// <summary>Whole families: what a company sets for its mirror is not known beforehand.</summary>
    private static readonly string[] Families =
    [
        Npm,
        "PIP_",
        "NUGET_",
        "NuGetPackageSourceCredentials_",
        "VSS_NUGET_",
        "VOLTA_",
        "ASDF_",
        "MISE_",
        "FNM_",
        "NVM_",
        "NODENV_",
        "PYENV_",
    ];

    /// <summary>Some of these families have a way to GitHub of their own.</summary>
    private static readonly string[] Secrets = ["GITHUB", "GH_TOKEN", "AWS_"];

    /// <summary>Where programs that stand for Node and Python look for them, unless told: in a home that is not the rehearsal's.</summary>
    private static readonly (string Variable, string Folder)[] Shims =
    [
        ("VOLTA_HOME", ".volta"),
        ("ASDF_DATA_DIR", ".asdf"),
        ("MISE_DATA_DIR", ".local/share/mise"),
        ("MISE_CONFIG_DIR", ".config/mise"),
        ("NODENV_ROOT", ".nodenv"),
        ("PYENV_ROOT", ".pyenv"),
    ];

    /// <summary>What stands in files of the user's home, and is found there by its name alone. pip knows three places.</summary>
    private static readonly string[] Files =
    [
        NuGetSources,
        ".config/pip/pip.conf",
        ".pip/pip.conf",
        "Library/Application Support/pip/pip.conf",
        ".tool-versions",
        ".asdfrc",
    ];

    private readonly string userHome = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>npm's own are by the names that npm reads them by: it takes capital letters, too.</summary>
    public Dictionary<string, string> Variables()
    {
        var settings = Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Select(variable => (Name: (string)variable.Key, Value: (string?)variable.Value ?? ""))
            .Where(variable => variable.Value.Length > 0 && Families.Any(family => variable.Name.StartsWith(family, Comparison(family))))
            .Where(variable => !IsSecret(variable.Name))
            .GroupBy(variable => NameOf(variable.Name))
            .ToDictionary(variable => variable.Key, variable => variable.First().Value);
        foreach (var (variable, folder) in Shims.Where(shim => Directory.Exists(Path.Combine(userHome, shim.Folder))))
            settings.TryAdd(variable, Path.Combine(userHome, folder));
        settings.TryAdd($"{Npm}cache", Path.Combine(userHome, ".npm"));
        settings.TryAdd($"{Npm}userconfig", Path.Combine(userHome, ".npmrc"));
        settings.TryAdd("NUGET_PACKAGES", Path.Combine(userHome, ".nuget", "packages"));
        var localData = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        settings.TryAdd("NUGET_HTTP_CACHE_PATH", Path.Combine(localData, "NuGet", "http-cache"));

        string[] named = [.. NamedIn(settings[$"{Npm}userconfig"]), .. NamedIn(Path.Combine(userHome, NuGetSources))];
        foreach (var name in named.Where(name => !IsSecret(name)))
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                settings.TryAdd(name, value);
        }

        // The rehearsal installs into environments of its own, wherever the user's packages go.
        settings["PIP_USER"] = "0";
        foreach (var elsewhere in (string[])["PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"])
            settings.Remove(elsewhere);
        return settings;
    }

    /// <summary>Links them into another home: their passwords are not copied.</summary>
    public void LinkFiles(string home)
    {
        foreach (var file in Files.Where(file => File.Exists(Path.Combine(userHome, file))))
        {
            var link = Path.Combine(home, file);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.Delete(link);
            File.CreateSymbolicLink(link, Path.Combine(userHome, file));
        }
    }

    /// <summary>Variables that a file of settings takes values from, a registry's token mostly.</summary>
    private static IEnumerable<string> NamedIn(string file) =>
        File.Exists(file) ? NamedVariable().Matches(File.ReadAllText(file)).Select(variable => variable.Groups["name"].Value) : [];

    private static bool IsSecret(string name) => Secrets.Any(secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private static StringComparison Comparison(string family) =>
        family == Npm ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static string NameOf(string variable)
    {
        if (!variable.StartsWith(Npm, StringComparison.OrdinalIgnoreCase))
            return variable;
        // The rest may be a registry's address with a setting for it alone, as in //host/:_authToken.
        var name = variable[Npm.Length..];
        return $"{Npm}{(name.StartsWith("//", StringComparison.Ordinal) ? name : name.ToLowerInvariant())}";
    }

    /// <summary>As npm writes it, or as NuGet does.</summary>
    [GeneratedRegex(@"\$\{(?<name>\w+)\??\}|%(?<name>\w+)%")]
    private static partial Regex NamedVariable();
}
