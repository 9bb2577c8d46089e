using System.Collections.Concurrent;
using System.Diagnostics;
using Rehearsal.Cli;

namespace Rehearsal.Tests;

/// <summary>The program as a user starts it, in a repository.</summary>
internal sealed class RehearsalProgram : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private readonly ConcurrentQueue<string> lines = new();
    private readonly Process process;

    private RehearsalProgram(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        process = new() { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join(Environment.NewLine, lines).Trim();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Assembly => typeof(ExitCode).Assembly.Location;

    /// <summary>Starts the program without standard input.</summary>
    public static RehearsalProgram Start(TemporaryRepository repository, string[] arguments, string? path = null)
    {
        var dotnet = Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet";
        var start = new ProcessStartInfo(dotnet, [Assembly, .. arguments]) { WorkingDirectory = repository.Root };
        if (path is not null)
            start.Environment["PATH"] = path;
        var program = new RehearsalProgram(start);
        program.process.StandardInput.Close();
        return program;
    }

    /// <summary>Starts the program at a terminal.</summary>
    public static RehearsalProgram StartAtTerminal(TemporaryRepository repository, params string[] arguments) =>
        new(
            new(
                "script",
                ["--quiet", "--return", "--flush", "--command", $"dotnet '{Assembly}' {string.Join(' ', arguments)}", "/dev/null"]
            )
            {
                WorkingDirectory = repository.Root,
            }
        );

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int Code, string Output)> RunAsync(TemporaryRepository repository, string[] arguments, string? path = null)
    {
        using var program = Start(repository, arguments, path);
        return (await program.EndAsync(), program.Output);
    }

    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync(Cancel).WaitAsync(Timeout, Cancel);
        return process.ExitCode;
    }

    /// <summary>Waits until the program has printed a text.</summary>
    public Task PrintsAsync(string text) => UntilAsync(() => Output.Contains(text, StringComparison.Ordinal), $"it prints \"{text}\"");

    /// <summary>Waits until a condition is met.</summary>
    public async Task UntilAsync(Func<bool> isSo, string what)
    {
        var deadline = DateTime.UtcNow + Timeout;
        while (!isSo())
        {
            Assert.True(DateTime.UtcNow < deadline && !process.HasExited, $"Timed out waiting until {what}: {Output}");
            await Task.Delay(50, Cancel);
        }
    }

    /// <summary>Interrupts the program like Ctrl-C, but with SIGTERM: programs started in a shell's background ignore SIGINT.</summary>
    public void Interrupt() => Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();

    /// <summary>Kills the program like kill -9, so that it can't clean up.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(Cancel);
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs received)
    {
        if (received.Data is { } line)
            lines.Enqueue(line);
    }
}
