using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Moto;

/// <summary>The emulator's installation: the machine's own or one in the rehearsal's Python environment.</summary>
internal static class MotoInstallation
{
    // moto needs any cfn-lint; its rules decide what the rehearsal refuses, so its version is pinned, too.
    private const string Packages = "moto[server]==5.2.1 cfn-lint==1.51.0";

    /// <summary>Asks for what is installed without importing it, which would take a second at each start.</summary>
    private const string Check =
        "import sys; assert sys.version_info >= (3, 10); from importlib.metadata import version; "
        + "[version(name) for name in ('boto3', 'flask', 'flask-cors', 'moto')]; assert int(version('cfn-lint').split('.')[0]) >= 1";

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
        await environment.InstallAsync(Packages, "the AWS emulator moto", cancel);
        return own;
    }
}
