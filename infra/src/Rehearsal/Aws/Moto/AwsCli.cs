using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Moto;

/// <summary>
/// Puts an `aws` on the PATH of the steps that reaches only the emulator. To load the AWS CLI takes longer than most of its calls, so the
/// first call loads it for all, where that is possible.
/// </summary>
internal static class AwsCli
{
    private const string Package = "awscli==1.45.11";

    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "Aws", "Moto", "cli");

    /// <exception cref="UserError">The AWS CLI is missing and could not be installed.</exception>
    public static async Task InstallAsync(RehearsalFolder folder, ProcessTable processes, CancellationToken cancel)
    {
        var environment = new PythonEnvironment(folder, processes);
        var own = environment.Program("aws");
        var real = await environment.FindAsync("aws", cancel);
        if (real is null && !File.Exists(own))
            await environment.InstallAsync(Package, "the AWS CLI", cancel);

        var python = real is null ? environment.Program("python3") : PythonOf(real);
        // Run it through Python: the shebang line that pip writes breaks on some paths.
        var command = real is null ? $"{Quoted(python!)} -m awscli" : Quoted(real);
        // Only on Linux is it safe to fork a process that has loaded this much.
        var loaded = python is not null && OperatingSystem.IsLinux() ? StartServer(folder, processes, python) : "";
        var file = Path.Combine(folder.Programs, "aws");
        // Older versions of the CLI do not read AWS_ENDPOINT_URL, so the wrapper passes the option.
        await File.WriteAllTextAsync(
            file,
            $"#!/usr/bin/env bash\nset -- --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"\n{loaded}exec {command} \"$@\"\n",
            cancel
        );
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Quotes a path for the shell.</summary>
    internal static string Quoted(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <returns>The Python that runs a program; null if it is another kind of program.</returns>
    private static string? PythonOf(string program)
    {
        using var reader = new StreamReader(program);
        var buffer = new char[200];
        var start = new string(buffer, 0, reader.ReadBlock(buffer)).Split('\n')[0];
        return start.StartsWith("#!/", StringComparison.Ordinal) && Path.GetFileName(start).StartsWith("python", StringComparison.Ordinal)
            ? start[2..].Trim()
            : null;
    }

    /// <returns>A line of the wrapper that passes the call on if the server runs.</returns>
    private static string StartServer(RehearsalFolder folder, ProcessTable processes, string python)
    {
        var socket = Path.Combine(folder.Temp, "aws-cli");
        processes.Start(
            new()
            {
                Program = python,
                Arguments = [Path.Combine(Scripts, "serve.py"), socket],
                WorkingDirectory = folder.Temp,
                Log = Path.Combine(folder.Logs, "aws-cli.log"),
            }
        );
        var call = $"{Quoted(python)} -I -S {Quoted(Path.Combine(Scripts, "call.py"))} {Quoted(socket)}";
        return $"[ ! -S {Quoted(socket)} ] || exec {call} \"$@\"\n";
    }
}
