using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Moto;

/// <summary>The rehearsal's virtual environment for Python programs that the machine lacks.</summary>
internal sealed class PythonEnvironment(RehearsalFolder folder, ProcessTable processes)
{
    private string Root => Path.Combine(folder.Root, "venv");

    private string Log => Path.Combine(folder.Logs, "python.log");

    /// <summary>Gets the path of a program in the environment, installed or not.</summary>
    public string Program(string name) => Path.Combine(Root, "bin", name);

    /// <param name="packages">The packages and their versions as pip takes them, with spaces between them.</param>
    /// <param name="what">The packages' name for users.</param>
    /// <exception cref="UserError">The packages could not be installed.</exception>
    public async Task InstallAsync(string packages, string what, CancellationToken cancel)
    {
        if (!await SucceedsAsync("python3", ["-c", "import sys; assert sys.version_info >= (3, 10)"], cancel))
        {
            throw new UserError(
                $"Python 3.10 or newer is missing; {what} needs it. "
                    + "Install python3 (on Debian: apt-get install python3 python3-venv), and start again."
            );
        }
        if (
            !await SucceedsAsync("python3", ["-m", "venv", Root], cancel)
            || !await SucceedsAsync(Program("python3"), ["-m", "pip", "install", "--quiet", .. packages.Split(' ')], cancel)
        )
        {
            throw new UserError(
                $"pip could not install {what} into {Root}; {Log} explains why. "
                    + $"Install it yourself (pip install '{packages.Replace(" ", "' '", StringComparison.Ordinal)}'), and start again."
            );
        }
    }

    /// <summary>
    /// Finds a program of the machine. Skips the shims of version managers such as pyenv, because the real program starts faster.
    /// </summary>
    /// <returns>Null if it is not on the PATH.</returns>
    public async Task<string?> FindAsync(string name, CancellationToken cancel)
    {
        var program = Tools.Find(name);
        if (program is null || Path.GetDirectoryName(program) != Path.GetDirectoryName(Tools.Find("python3")))
            return program;
        const string BesidePython = "import os, sys; print(os.path.join(os.path.dirname(sys.executable), sys.argv[1]))";
        var answer = Path.Combine(folder.Temp, $"{name}-path");
        File.Delete(answer);
        await processes.RunAsync(
            new()
            {
                Program = "python3",
                Arguments = ["-c", BesidePython, name],
                WorkingDirectory = folder.Temp,
                Log = answer,
            },
            cancel
        );
        var found = (await File.ReadAllTextAsync(answer, cancel)).Trim();
        return File.Exists(found) ? found : program;
    }

    public async Task<bool> SucceedsAsync(string program, string[] arguments, CancellationToken cancel) =>
        await processes.RunAsync(
            new()
            {
                Program = program,
                Arguments = arguments,
                WorkingDirectory = folder.Temp,
                Log = Log,
            },
            cancel
        ) == 0;
}
