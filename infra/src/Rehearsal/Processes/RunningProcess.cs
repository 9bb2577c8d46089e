using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Rehearsal.Network;

namespace Rehearsal.Processes;

/// <summary>A running program of the rehearsal. It has a record while it runs.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Process process;
    private readonly string record;

    internal RunningProcess(Process process, string log, string records)
    {
        this.process = process;
        Log = log;
        record = Path.Combine(records, process.Id.ToString(CultureInfo.InvariantCulture));
        using (var start = process.StandardInput)
        {
            File.WriteAllText(record, StartOf(process));
            start.WriteLine();
        }
        Exited = WaitAsync();
    }

    public int Id => process.Id;

    public string Log { get; }

    /// <summary>The exit code, once there is one.</summary>
    public Task<int> Exited { get; }

    /// <summary>Waits until the program answers over HTTP.</summary>
    /// <returns>False if it ends first, or at the timeout.</returns>
    public async Task<bool> AnswersAsync(Uri address, TimeSpan timeout, CancellationToken cancel)
    {
        using var http = Loopback.Client();
        var deadline = DateTime.UtcNow + timeout;
        while (!Exited.IsCompleted && DateTime.UtcNow < deadline)
        {
            try
            {
                using var response = await http.GetAsync(address, cancel);
                return true;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, cancel);
            }
        }
        return false;
    }

    /// <summary>Asks the program to end, waits, and then kills it with its descendants.</summary>
    public Task StopAsync() => StopAsync(Grace);

    /// <param name="grace">The time that the program gets to end.</param>
    public async Task StopAsync(TimeSpan grace)
    {
        if (Exited.IsCompleted)
            return;
        if (!ProcessGroup.Stop(Id))
            ProcessGroup.StopOne(Id);
        if (await Task.WhenAny(Exited, Task.Delay(grace)) != Exited)
            Kill();
        await Exited;
    }

    public void Kill()
    {
        if (!ProcessGroup.Kill(Id) && !process.HasExited)
            process.Kill();
    }

    /// <summary>Kills the program and waits until nothing of it runs.</summary>
    public async Task KillAsync()
    {
        Kill();
        await Exited;
        ProcessGroup.WaitForEnd(Id);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
    }

    /// <summary>Gets a process's start, because ids are reused: id and start together identify a process.</summary>
    internal static string StartOf(Process process)
    {
        try
        {
            // On Linux, Process.StartTime depends on a boot time that each reader estimates; the kernel's own number is the same for all.
            return OperatingSystem.IsLinux()
                ? File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[^1].Split(' ')[19]
                : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        // On macOS, the start of another user's process is not readable (Win32Exception).
        catch (Exception error) when (error is InvalidOperationException or IOException or Win32Exception)
        {
            return "ended";
        }
    }

    private async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync();
        // Its background processes end with it, as in a container.
        Kill();
        File.Delete(record);
        return process.ExitCode;
    }
}
