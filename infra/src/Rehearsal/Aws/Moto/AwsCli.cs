using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Moto;

/// <summary>Puts an `aws` on the PATH of the steps that talks to the emulator and to nothing else.</summary>
internal static class AwsCli
{
    private const string Package = "awscli==1.45.11";

    /// <exception cref="UserError">There is no aws command line, and none could be installed.</exception>
    public static async Task InstallAsync(RehearsalFolder folder, ProcessTable processes, CancellationToken cancel)
    {
        var environment = new PythonEnvironment(folder, processes);
        var own = environment.Program("aws");
        var real = await environment.FindAsync("aws", cancel);
        if (real is null && !File.Exists(own))
            await environment.InstallAsync(Package, "The AWS command line", cancel);

        var file = Path.Combine(folder.Programs, "aws");
        // Older command lines do not read AWS_ENDPOINT_URL: the option makes sure.
        // By its Python: the first line of a program that pip writes can't hold every path.
        var command = real is null ? $"{Quoted(environment.Program("python3"))} -m awscli" : Quoted(real);
        await File.WriteAllTextAsync(file, $"#!/usr/bin/env bash\nexec {command} --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"\n", cancel);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A path as one word of a shell.</summary>
    private static string Quoted(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
