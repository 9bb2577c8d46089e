using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Moto;

/// <summary>Puts an `aws` on the PATH of the steps that reaches only the emulator.</summary>
internal static class AwsCli
{
    private const string Package = "awscli==1.45.11";

    /// <exception cref="UserError">The AWS CLI is missing and could not be installed.</exception>
    public static async Task InstallAsync(RehearsalFolder folder, ProcessTable processes, CancellationToken cancel)
    {
        var environment = new PythonEnvironment(folder, processes);
        var own = environment.Program("aws");
        var real = await environment.FindAsync("aws", cancel);
        if (real is null && !File.Exists(own))
            await environment.InstallAsync(Package, "the AWS CLI", cancel);

        var file = Path.Combine(folder.Programs, "aws");
        // Older versions of the CLI do not read AWS_ENDPOINT_URL, so the wrapper passes the option.
        // Run it through Python: the shebang line that pip writes breaks on some paths.
        var command = real is null ? $"{Quoted(environment.Program("python3"))} -m awscli" : Quoted(real);
        await File.WriteAllTextAsync(file, $"#!/usr/bin/env bash\nexec {command} --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"\n", cancel);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Quotes a path for the shell.</summary>
    internal static string Quoted(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
