using System.Diagnostics;
using Rehearsal.Workspace;

namespace Rehearsal.Processes;

/// <summary>Starts programs in the rehearsal's environment and tracks the running ones.</summary>
public sealed class ProcessTable(RehearsalFolder folder) : IAsyncDisposable
{
    private readonly ProcessEnvironment environment = new(folder);
    private readonly List<RunningProcess> started = [];

    /// <summary>
    /// Whether programs that start now find the disk full. Their writes fail with another error, "File too large", because any user may
    /// limit the size of files, and only root can fill a disk of its own.
    /// </summary>
    public bool IsDiskFull { get; set; }

    /// <summary>The default TMPDIR of programs.</summary>
    public string Temp => environment.Variables["TMPDIR"];

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(ProcessSpec spec, CancellationToken cancel)
    {
        await using var process = Start(spec);
        await using var killing = cancel.Register(process.Kill);
        var code = await process.Exited;
        lock (started)
            started.Remove(process);
        cancel.ThrowIfCancellationRequested();
        return code;
    }

    /// <summary>Starts a program that runs until it is stopped.</summary>
    public RunningProcess Start(ProcessSpec spec)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(spec.Log)!);
        // Ignoring the signal lets the program see the error, as on a full disk.
        var limit = IsDiskFull ? "trap '' XFSZ; ulimit -f 0; " : "";
        // The shell redirects both streams to the log and then executes the program, so no process has to copy them. First it waits for
        // the program's record: if the rehearsal is killed before that, its input ends and it starts no program.
        var info = new ProcessStartInfo(
            "bash",
            [
                "-c",
                $"read -r || exit; {limit}exec \"$@\" >> \"$0\" 2>&1 < /dev/null",
                spec.Log,
                .. ProcessGroup.Leader,
                spec.Program,
                .. spec.Arguments,
            ]
        )
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
        };
        info.Environment.Clear();
        foreach (var (name, value) in spec.IsContained ? spec.Environment : environment.Variables.Concat(spec.Environment))
            info.Environment[name] = value;

        var process = new RunningProcess(Process.Start(info)!, spec.Log, folder.Processes);
        lock (started)
            started.Add(process);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        RunningProcess[] running;
        lock (started)
            running = [.. started];
        foreach (var process in running.Reverse())
            await process.StopAsync();
        environment.Dispose();
    }
}
