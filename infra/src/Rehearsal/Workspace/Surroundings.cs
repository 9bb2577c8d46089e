namespace Rehearsal.Workspace;

/// <summary>
/// The environment of every program that a rehearsal starts. What programs need to reach the package registries is passed on;
/// the user's home, AWS profile and credentials are not: there is no way from here to a real account.
/// </summary>
public sealed class Surroundings
{
    private static readonly string[] PassedOn =
    [
        "LANG", "LC_ALL", "TZ", "TERM", "DOTNET_ROOT", "PYENV_ROOT",
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "GIT_SSL_CAINFO", "PIP_CERT",
        "PIP_INDEX_URL", "PIP_FIND_LINKS", "NUGET_CERT_REVOCATION_MODE",
    ];

    private readonly Dictionary<string, string> environment = [];

    public Surroundings(RehearsalFolder folder)
    {
        var userHome = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        foreach (var name in PassedOn)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                environment[name] = value;
        }

        environment["PATH"] = SearchPath(folder);
        environment["HOME"] = folder.Home;
        environment["TMPDIR"] = folder.Temp;
        environment["NO_COLOR"] = "1";
        environment["DO_NOT_TRACK"] = "1";
        environment["NEXT_TELEMETRY_DISABLED"] = "1";
        environment["CDK_DISABLE_CLI_TELEMETRY"] = "true";
        environment["CDK_NOTICES"] = "false";
        // The CDK CLI asks the system, not HOME, for where its user is at home.
        environment["CDK_HOME"] = Path.Combine(folder.Home, ".cdk");

        // Programs are installed under .rehearsal; what was downloaded once need not be downloaded again.
        environment["npm_config_prefix"] = Path.Combine(folder.Root, "npm");
        environment["npm_config_cache"] = Environment.GetEnvironmentVariable("npm_config_cache") ?? Path.Combine(userHome, ".npm");
        environment["npm_config_userconfig"] = Environment.GetEnvironmentVariable("npm_config_userconfig") ?? Path.Combine(userHome, ".npmrc");
        environment["npm_config_prefer_offline"] = "true";
        environment["npm_config_update_notifier"] = "false";
        environment["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(userHome, ".nuget", "packages");
        environment["DOTNET_CLI_HOME"] = folder.Home;
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_NOLOGO"] = "1";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["UseSharedCompilation"] = "false";
        CopyPackageSources(userHome, folder.Home);

        environment["AWS_CONFIG_FILE"] = environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(folder.Home, "no-aws-profile");
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        environment["PYTHONDONTWRITEBYTECODE"] = "1";
        environment["PYTHONUNBUFFERED"] = "1";
    }

    public IReadOnlyDictionary<string, string> Variables => environment;

    /// <summary>Where programs are looked for: first those that npm has brought, then the rehearsal's own, then the machine's.</summary>
    public static string SearchPath(RehearsalFolder folder) =>
        string.Join(Path.PathSeparator, Path.Combine(folder.Repository, "infra", "node_modules", ".bin"), folder.Programs, Environment.GetEnvironmentVariable("PATH"));

    /// <summary>Where NuGet's packages come from stands in the user's home.</summary>
    private static void CopyPackageSources(string userHome, string home)
    {
        var sources = Path.Combine(".nuget", "NuGet", "NuGet.Config");
        if (!File.Exists(Path.Combine(userHome, sources)))
            return;
        Directory.CreateDirectory(Path.Combine(home, ".nuget", "NuGet"));
        File.Copy(Path.Combine(userHome, sources), Path.Combine(home, sources), overwrite: true);
    }
}
