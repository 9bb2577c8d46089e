using System.Text.Json.Nodes;
using Garnet;
using Rehearsal.Aws.Rds;
using Rehearsal.Workspace;

namespace Rehearsal.Doctor;

/// <summary>All prerequisites of a rehearsal and of its tests.</summary>
internal sealed class Prerequisites(string repository)
{
    private const string Real = "real";
    private const string ForTests = "real, for the tests";
    private const string OtherSdk =
        "install the .NET 10 SDK; if it is installed, a global.json in a folder above the repository requires "
        + "another: move the repository out of that folder";

    private const string FromNpm = "the first rehearsal installs it; to install it now: npm ci --prefix infra";

    /// <summary>Checks for the packages of moto's server and prints moto's version. Faster than an import.</summary>
    private const string MotoVersion =
        "from importlib import metadata, util; assert all(map(util.find_spec, ('boto3', 'cfnlint', 'flask', 'flask_cors'))); "
        + "print(metadata.version('moto'))";

    /// <summary>The prerequisites that the user installs; npm and pip install the rest.</summary>
    public IEnumerable<Prerequisite> Needs =>
        [
            Needed("bash", "bash", "install bash"),
            Needed("git", "git", "on Debian: apt-get install git"),
            Needed("curl", "curl", "on Debian: apt-get install curl"),
            Needed(".NET SDK", "dotnet", OtherSdk) with
            {
                Oldest = new(10, 0),
            },
            OperatingSystem.IsMacOS() ? NodeOnMacOS : NodeOnLinux,
            Needed("npm", "npm", "it comes with Node.js"),
            Needed("Python", "python3", "on Debian: apt-get install python3 python3-venv; the AWS emulator needs it") with
            {
                Oldest = new(3, 10),
            },
        ];

    private Prerequisite NodeOnLinux =>
        Needed("Node.js", "node", "install Node.js 20 or newer; npm installs the version that the app runs on") with
        {
            Oldest = new(20, 0),
        };

    /// <summary>npm's Node 24 for Apple's processors lacks crypto.argon2, which the API needs.</summary>
    private Prerequisite NodeOnMacOS =>
        Needed("Node.js", "node", "install Node.js 24.7 or newer: on macOS the app runs on it") with
        {
            Oldest = new(24, 7),
        };

    public IEnumerable<Prerequisite> All =>
        [
            .. Needs,
            new(
                "moto",
                "stand-in for the AWS API",
                "the first rehearsal installs it; to install it now: pip install 'moto[server]'",
                FirstOf(["-c", MotoVersion], "python3", Own("python3"))
            ),
            new("CDK CLI", Real, FromNpm, _ => Task.FromResult(NpmPackage("aws-cdk"))),
            new(
                "aws",
                Real,
                "the first rehearsal installs it; on Debian: apt-get install awscli",
                FirstOf(["--version"], "aws", Own("aws"))
            ),
            new("PostgreSQL", "stand-in for Aurora", FromNpm, _ => Task.FromResult(NpmPackage(EmbeddedPostgres.Package))),
            new(
                "Redis protocol",
                "stand-in for ElastiCache (Microsoft.Garnet)",
                "dotnet restore",
                _ => Task.FromResult(typeof(GarnetServer).Assembly.GetName().Version?.ToString(3))
            ),
            .. new ContainerPrerequisites(repository).All,
            new(
                "Browser",
                ForTests,
                "without it, the tests of the site are skipped; on Debian: apt-get install chromium-headless-shell",
                FirstOf(
                    ["--version"],
                    "chromium-headless-shell",
                    "chromium",
                    "chromium-browser",
                    "google-chrome",
                    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
                )
            ),
            new(
                "shellcheck",
                ForTests,
                "without it, the test of the scripts is skipped; on Debian: apt-get install shellcheck",
                FirstOf(["--version"], "shellcheck")
            ),
        ];

    /// <exception cref="UserError">Prerequisites are missing; the message names all of them.</exception>
    public static async Task CheckAsync(string repository, CancellationToken cancel)
    {
        var findings = await Task.WhenAll(
            new Prerequisites(repository).Needs.Select(prerequisite => Finding.OfAsync(prerequisite, cancel))
        );
        string[] complaints = [.. findings.Where(finding => !finding.IsThere).Select(finding => finding.Complaint)];
        if (complaints.Length > 0)
            throw new UserError(string.Join(Environment.NewLine, complaints));
    }

    private Prerequisite Needed(string name, string program, string remedy) =>
        new(name, Real, remedy, cancel => Probe.VersionAsync(program, ["--version"], cancel, repository)) { IsNeeded = true };

    /// <summary>Tries the programs in order until one answers.</summary>
    private static Func<CancellationToken, Task<string?>> FirstOf(IReadOnlyList<string> arguments, params IReadOnlyList<string> programs) =>
        async cancel =>
        {
            foreach (var program in programs)
            {
                if (await Probe.VersionAsync(program, arguments, cancel) is { } version)
                    return version;
            }
            return null;
        };

    /// <summary>Gets the path of a program that an earlier rehearsal has installed.</summary>
    private string Own(string program) => Path.Combine(repository, ".rehearsal", "venv", "bin", program);

    private string? NpmPackage(string name)
    {
        var file = Path.Combine([repository, "infra", "node_modules", .. name.Split('/'), "package.json"]);
        return File.Exists(file) ? (string?)JsonNode.Parse(File.ReadAllText(file))!["version"] : null;
    }
}
