using System.Diagnostics;
using System.Globalization;
using Rehearsal.Processes;

namespace Rehearsal.Tests.Processes;

public sealed class ProcessTableTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Fact]
    public async Task The_leftovers_of_a_killed_rehearsal_are_found_and_ended()
    {
        var left = repository.Processes.Start(Sleeper());
        Assert.Equal(1, Leftovers.Clear(repository.Folder));
        await left.Exited.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    /// <summary>If the rehearsal were killed between the two, the next one would not find the process.</summary>
    [Fact]
    public void A_program_never_runs_without_a_record()
    {
        Directory.Delete(repository.Folder.Processes, recursive: true);
        var mark = Path.Combine(repository.Root, "ran");
        Assert.Throws<DirectoryNotFoundException>(() =>
            repository.Processes.Start(
                new()
                {
                    Program = "touch",
                    Arguments = [mark],
                    WorkingDirectory = repository.Root,
                    Log = Path.Combine(repository.Folder.Logs, "touch.log"),
                }
            )
        );
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public void On_macOS_a_missing_program_exits_as_in_a_shell()
    {
        using var process = Process.Start(
            new ProcessStartInfo(ProcessGroup.MacLeader[0], [.. ProcessGroup.MacLeader[1..], "no such program"])
            {
                RedirectStandardError = true,
            }
        )!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((127, "no such program: No such file or directory\n"), (process.ExitCode, error));
    }

    [Fact]
    public async Task What_an_ended_program_of_a_killed_rehearsal_left_in_its_background_is_ended()
    {
        using var ended = Process.Start(
            new ProcessStartInfo(ProcessGroup.Leader[0], [.. ProcessGroup.Leader[1..], "bash", "-c", "sleep 600 > /dev/null & echo $!"])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var left = int.Parse(
            await ended.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            CultureInfo.InvariantCulture
        );
        await ended.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.WriteAllText(Path.Combine(repository.Folder.Processes, $"{ended.Id}"), "its start");
        Assert.Equal(1, Leftovers.Clear(repository.Folder));
        await Eventually.IsTrueAsync(() => HasEnded(left)).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_process_that_reuses_the_id_of_a_dead_one_is_left_alone()
    {
        using var stranger = Process.Start("sleep", "60");
        File.WriteAllText(Path.Combine(repository.Folder.Processes, $"{stranger.Id}"), "another start");
        Assert.Equal(0, Leftovers.Clear(repository.Folder));
        Assert.False(stranger.HasExited);
        stranger.Kill();
        await stranger.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("sleep 600 & echo $!; wait")]
    [InlineData("bash -c 'trap \"\" TERM; setsid sleep 600 & echo $!; wait' & wait")]
    public async Task Stopping_a_program_stops_its_child_processes(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS() && command.Contains("setsid", StringComparison.Ordinal), "macOS has no setsid.");
        var log = Path.Combine(repository.Folder.Logs, "child.log");
        var parent = repository.Processes.Start(
            new()
            {
                Program = "bash",
                Arguments = ["-c", command],
                WorkingDirectory = repository.Root,
                Log = log,
            }
        );
        var child = 0;
        await Eventually.IsTrueAsync(() => File.Exists(log) && int.TryParse(File.ReadAllText(log), out child));
        await parent.StopAsync();
        await Eventually.IsTrueAsync(() => HasEnded(child)).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Killing_a_program_kills_the_child_processes_that_it_is_starting_in_other_sessions()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere a process's descendants in other sessions are not found.");
        var log = Path.Combine(repository.Folder.Logs, "children.log");
        var parent = repository.Processes.Start(
            new()
            {
                Program = "bash",
                Arguments = ["-c", "for i in {1..300}; do setsid tail -f \"$0\" & echo; done; wait", log],
                WorkingDirectory = repository.Root,
                Log = log,
            }
        );
        await Eventually.IsTrueAsync(() => Following(log).Any());
        parent.Kill();
        await parent.Exited;
        try
        {
            await Eventually
                .IsTrueAsync(() => !Following(log).Any())
                .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }
        finally
        {
            foreach (var survivor in Following(log))
                survivor.Kill();
        }
    }

    [Fact]
    public async Task A_program_can_be_stopped_as_soon_as_it_starts()
    {
        var sleeper = repository.Processes.Start(Sleeper());
        await sleeper.StopAsync(Timeout.InfiniteTimeSpan).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    /// <summary>Returns whether a process has ended, if only its parent has not noticed yet. macOS has no /proc.</summary>
    private static bool HasEnded(int process)
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-o", "stat=", "-p", $"{process}"]) { RedirectStandardOutput = true })!;
        return ps.StandardOutput.ReadToEnd().Trim() is "" or ['Z', ..];
    }

    /// <summary>Finds the processes that follow a file.</summary>
    private static IEnumerable<Process> Following(string file) =>
        Process.GetProcessesByName("tail").Where(tail => CommandLine(tail.Id).Contains(file, StringComparison.Ordinal));

    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private ProcessSpec Sleeper() =>
        new()
        {
            Program = "sleep",
            Arguments = ["60"],
            WorkingDirectory = repository.Root,
            Log = Path.Combine(repository.Folder.Logs, "sleep.log"),
        };
}
