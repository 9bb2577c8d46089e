using System.Collections;
using System.Text.RegularExpressions;

namespace Rehearsal.Processes;

/// <summary>
/// The user's settings for downloading packages: those of npm, pip and NuGet, and of the version managers for Node and Python.
/// </summary>
internal sealed partial class PackageSettings
{
    private const string Npm = "npm_config_";
    private const string NuGetSources = ".nuget/NuGet/NuGet.Config";

    /// <summary>
    /// The prefixes of the variables. Whole families, because the settings of a company's mirror are not known beforehand.
    /// </summary>
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

    /// <summary>The secrets to leave out: some of these families have their own access to GitHub.</summary>
    private static readonly string[] Secrets = ["GITHUB", "GH_TOKEN", "AWS_"];

    /// <summary>
    /// The folders of version managers whose shims look in the home by default. The rehearsal's home is a different one.
    /// </summary>
    private static readonly (string Variable, string Folder)[] Shims =
    [
        ("VOLTA_HOME", ".volta"),
        ("ASDF_DATA_DIR", ".asdf"),
        ("MISE_DATA_DIR", ".local/share/mise"),
        ("MISE_CONFIG_DIR", ".config/mise"),
        ("NODENV_ROOT", ".nodenv"),
        ("PYENV_ROOT", ".pyenv"),
    ];

    /// <summary>Settings files that programs find only in the home. pip has three.</summary>
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

    /// <summary>Gets the variables. npm's are lowercased to the names that npm reads, because npm also accepts capital letters.</summary>
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
        // Where NuGet locks packages that it extracts. By default it is below TMPDIR, which differs between builds.
        settings.TryAdd("NUGET_SCRATCH", Path.Combine(Path.GetTempPath(), $"NuGetScratch{Environment.UserName}"));

        string[] named = [.. NamedIn(settings[$"{Npm}userconfig"]), .. NamedIn(Path.Combine(userHome, NuGetSources))];
        foreach (var name in named.Where(name => !IsSecret(name)))
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                settings.TryAdd(name, value);
        }

        // The rehearsal installs into its own environments, so the user's install locations must not apply.
        settings["PIP_USER"] = "0";
        foreach (var location in (string[])["PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"])
            settings.Remove(location);
        return settings;
    }

    /// <summary>Links the settings files into another home, so that passwords are not copied.</summary>
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

    /// <summary>Finds the variables that a settings file refers to, usually a registry's token.</summary>
    private static IEnumerable<string> NamedIn(string file) =>
        File.Exists(file) ? NamedVariable().Matches(File.ReadAllText(file)).Select(variable => variable.Groups["name"].Value) : [];

    private static bool IsSecret(string name) => Secrets.Any(secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private static StringComparison Comparison(string family) =>
        family == Npm ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static string NameOf(string variable)
    {
        if (!variable.StartsWith(Npm, StringComparison.OrdinalIgnoreCase))
            return variable;
        // The rest may be a setting of one registry, such as //host/:_authToken.
        var name = variable[Npm.Length..];
        return $"{Npm}{(name.StartsWith("//", StringComparison.Ordinal) ? name : name.ToLowerInvariant())}";
    }

    /// <summary>Matches a variable in npm's or NuGet's syntax.</summary>
    [GeneratedRegex(@"\$\{(?<name>\w+)\??\}|%(?<name>\w+)%")]
    private static partial Regex NamedVariable();
}
