using Rehearsal.Workspace;

namespace Rehearsal.Cloud;

/// <summary>A Python that has moto: the machine's own, or one in a virtual environment of the rehearsal's.</summary>
internal static class Python
{
    private const string Moto = "moto[server]==5.2.1";
    private const string HasMoto = "import sys; assert sys.version_info >= (3, 10); import boto3, flask, flask_cors, moto.server";

    /// <returns>The program to start.</returns>
    /// <exception cref="UserError">There is none, and none could be made.</exception>
    public static async Task<string> FindAsync(RehearsalFolder folder, ProcessTable processes, CancellationToken cancel)
    {
        var log = Path.Combine(folder.Logs, "python.log");
        var environment = Path.Combine(folder.Root, "venv");
        var own = Path.Combine(environment, "bin", "python3");
        foreach (var python in (string[])["python3", own])
        {
            if (await RunAsync(python, "-c", HasMoto) == 0)
                return python;
        }

        if (await RunAsync("python3", "-c", "import sys; assert sys.version_info >= (3, 10)") != 0)
            throw new UserError("Python 3.10 or newer is missing: the AWS emulator runs on it. Install python3 (on Debian: apt-get install python3 python3-venv), and start again.");
        if (await RunAsync("python3", "-m", "venv", environment) != 0 || await RunAsync(own, "-m", "pip", "install", "--quiet", Moto) != 0)
            throw new UserError($"moto, the AWS emulator, could not be installed into {environment} ({log} tells why). Install it yourself: pip install '{Moto}', and start again.");
        return own;

        async Task<int> RunAsync(string program, params string[] arguments) =>
            await processes.RunAsync(new() { Program = program, Arguments = arguments, WorkingDirectory = folder.Temp, Log = log }, cancel);
    }
}
