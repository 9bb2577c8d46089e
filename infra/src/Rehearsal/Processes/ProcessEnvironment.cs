using Rehearsal.Network;
using Rehearsal.Workspace;

namespace Rehearsal.Processes;

/// <summary>
/// The environment of every program that a rehearsal starts. It has what programs need to reach the package registries. It has neither the
/// user's home nor the AWS profile or credentials, so that no program can reach a real account.
/// </summary>
public sealed class ProcessEnvironment : IDisposable
{
    private static readonly string[] PassedOn =
    [
        "LANG",
        "LC_ALL",
        "TZ",
        "TERM",
        "DOTNET_ROOT",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "NODE_EXTRA_CA_CERTS",
        "CURL_CA_BUNDLE",
        "REQUESTS_CA_BUNDLE",
        "GIT_SSL_CAINFO",
    ];

    private readonly Dictionary<string, string> environment;
    private readonly PlainPath temp;

    public ProcessEnvironment(RehearsalFolder folder)
    {
        temp = new(folder.Temp);
        var packages = new PackageSettings();
        environment = packages.Variables();
        packages.LinkFiles(folder.Home);
        foreach (var name in PassedOn)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                environment[name] = value;
        }
        // Some programs read the upper-case variable, some the lower-case one.
        var (upper, lower) = (Environment.GetEnvironmentVariable("NO_PROXY"), Environment.GetEnvironmentVariable("no_proxy"));
        environment["NO_PROXY"] = Loopback.WithoutProxy(upper ?? lower);
        environment["no_proxy"] = Loopback.WithoutProxy(lower ?? upper);

        environment["PATH"] = SearchPath(folder);
        environment["HOME"] = folder.Home;
        environment["TMPDIR"] = temp.Path;
        environment["NO_COLOR"] = "1";
        environment["DO_NOT_TRACK"] = "1";
        environment["NEXT_TELEMETRY_DISABLED"] = "1";
        environment["CDK_DISABLE_CLI_TELEMETRY"] = "true";
        environment["CDK_NOTICES"] = "false";
        // Keep it for the next rehearsal, because filling it takes some seconds.
        environment["JSII_RUNTIME_PACKAGE_CACHE_ROOT"] = Path.Combine(folder.Root, "jsii");
        // The CDK CLI gets the home from the system, not from HOME.
        environment["CDK_HOME"] = Path.Combine(folder.Home, ".cdk");

        // Programs are installed under .rehearsal; the download caches are shared.
        environment["npm_config_prefix"] = Path.Combine(folder.Root, "npm");
        environment["npm_config_prefer_offline"] = "true";
        environment["npm_config_update_notifier"] = "false";
        environment["DOTNET_CLI_HOME"] = folder.Home;
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_NOLOGO"] = "1";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["UseSharedCompilation"] = "false";

        environment["AWS_CONFIG_FILE"] = environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(folder.Home, "no-aws-profile");
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        environment["PYTHONDONTWRITEBYTECODE"] = "1";
        environment["PYTHONUNBUFFERED"] = "1";
    }

    public IReadOnlyDictionary<string, string> Variables => environment;

    public void Dispose() => temp.Dispose();

    /// <summary>Builds the PATH: programs from npm first, then the rehearsal's own, then the machine's.</summary>
    public static string SearchPath(RehearsalFolder folder) =>
        string.Join(
            Path.PathSeparator,
            Path.Combine(folder.Repository, "infra", "node_modules", ".bin"),
            folder.Programs,
            Environment.GetEnvironmentVariable("PATH")
        );
}
