namespace Rehearsal.Workspace;

/// <summary>The programs that have to be on the machine.</summary>
internal static class Tools
{
    private static readonly (string Program, string Remedy)[] Needed =
    [
        ("bash", "Install bash."),
        ("curl", "Install curl (on Debian: apt-get install curl)."),
        ("git", "Install git (on Debian: apt-get install git)."),
        ("node", "Install Node.js 20 or newer; npm brings the one that the app runs on."),
        ("npm", "Install npm; it comes with Node.js."),
        ("python3", "Install Python 3.10 or newer (on Debian: apt-get install python3 python3-venv): the AWS emulator runs on it."),
    ];

    /// <exception cref="UserError">Some are missing: all of them are named.</exception>
    public static void Check()
    {
        var missing = Needed.Where(tool => Find(tool.Program) is null).ToArray();
        if (missing.Length > 0)
            throw new UserError(string.Join(Environment.NewLine, missing.Select(tool => $"{tool.Program} is missing on this machine's PATH. {tool.Remedy}")));
    }

    /// <summary>Where a program is; nothing where it is not on the PATH.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Installs what infra/package.json pins: the CDK CLI, Node 24 and PostgreSQL. Does nothing where it is there.</summary>
    public static async Task InstallAsync(RehearsalFolder folder, ProcessTable processes, Action<string> note, CancellationToken cancel)
    {
        var infra = Path.Combine(folder.Repository, "infra");
        var installed = new FileInfo(Path.Combine(infra, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(infra, "package-lock.json")))
            return;

        note("Installing the CDK CLI, Node 24 and PostgreSQL from npm (once)");
        var log = Path.Combine(folder.Logs, "install.log");
        var code = await processes.RunAsync(new() { Program = "npm", Arguments = ["ci", "--no-audit", "--no-fund"], WorkingDirectory = infra, Log = log }, cancel);
        if (code != 0)
            throw new UserError($"npm ci in infra ended with {code}: {string.Join(' ', LogFile.Tail(log, 3))} (all of it: {log})");
    }
}
