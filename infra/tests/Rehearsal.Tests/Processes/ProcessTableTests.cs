using System.Diagnostics;
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
        await left.Exited.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
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
        int child;
        while (!int.TryParse(File.Exists(log) ? await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken) : "", out child))
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        await parent.StopAsync();
        await Eventually
            .IsTrueAsync(() =>
                !Directory.Exists($"/proc/{child}") || File.ReadAllText($"/proc/{child}/stat").Contains(") Z ", StringComparison.Ordinal)
            )
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_program_can_be_stopped_as_soon_as_it_starts()
    {
        var sleeper = repository.Processes.Start(Sleeper());
        await sleeper.StopAsync(Timeout.InfiniteTimeSpan).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
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
