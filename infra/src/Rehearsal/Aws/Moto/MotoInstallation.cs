using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Moto;

/// <summary>The emulator's installation: the machine's own or one in the rehearsal's Python environment.</summary>
internal static class MotoInstallation
{
    private const string Package = "moto[server]==5.2.1";
    private const string Check = "import sys; assert sys.version_info >= (3, 10); import boto3, flask, flask_cors, moto.server";

    /// <returns>The path of a Python that has moto.</returns>
    /// <exception cref="UserError">moto is missing and could not be installed.</exception>
    public static async Task<string> FindPythonAsync(RehearsalFolder folder, ProcessTable processes, CancellationToken cancel)
    {
        var environment = new PythonEnvironment(folder, processes);
        var own = environment.Program("python3");
        foreach (var python in (string[])["python3", own])
        {
            if (await environment.SucceedsAsync(python, ["-c", Check], cancel))
                return python;
        }
        await environment.InstallAsync(Package, "the AWS emulator moto", cancel);
        return own;
    }
}
