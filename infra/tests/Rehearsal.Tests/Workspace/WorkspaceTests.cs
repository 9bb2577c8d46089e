using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Rehearsal.Network;
using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Workspace;

public sealed class WorkspaceTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Fact]
    public void A_second_rehearsal_beside_the_first_is_refused_and_told_what_to_do()
    {
        using var first = RehearsalLock.Take(repository.Folder);
        var refusal = Assert.Throws<UserError>(() => RehearsalLock.Take(repository.Folder)).Message;
        Assert.Contains($"process {Environment.ProcessId}", refusal, StringComparison.Ordinal);
        Assert.Contains("infra/rehearsal down", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Once_the_first_is_over_the_second_may_begin()
    {
        RehearsalLock.Take(repository.Folder).Dispose();
        RehearsalLock.Take(repository.Folder).Dispose();
    }

    [Fact]
    public async Task What_a_killed_rehearsal_left_is_found_and_ended()
    {
        var left = repository.Processes.Start(Sleeper());
        Assert.Equal(1, Leftovers.Clear(repository.Folder));
        await left.Exited.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void On_macOS_a_program_that_is_missing_ends_as_in_a_shell()
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
    public async Task A_stranger_that_was_given_the_number_of_a_dead_process_is_left_alone()
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
    public async Task A_program_that_is_stopped_takes_what_it_started_along(string command)
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
            .IsSoAsync(() =>
                !Directory.Exists($"/proc/{child}") || File.ReadAllText($"/proc/{child}/stat").Contains(") Z ", StringComparison.Ordinal)
            )
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_program_that_is_stopped_as_soon_as_it_starts_does_stop()
    {
        var sleeper = repository.Processes.Start(Sleeper());
        await sleeper.StopAsync(Timeout.InfiniteTimeSpan).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_port_that_is_taken_gives_way_to_a_free_one(string address)
    {
        Assert.SkipUnless(
            NetworkInterface
                .GetAllNetworkInterfaces()
                .SelectMany(network => network.GetIPProperties().UnicastAddresses)
                .Any(own => own.Address.ToString() == address),
            $"This machine has no {address}."
        );
        using var taken = new TcpListener(IPAddress.Parse(address), 0);
        taken.Start();
        var wanted = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var port = Ports.ReserveFrom(wanted);
        Assert.NotEqual(wanted, port.Number);
    }

    [Fact]
    public void A_port_is_held_from_its_choice_until_what_listens_there_starts()
    {
        var port = Ports.ReserveFrom(0);
        using (var other = Ports.ReserveFrom(port.Number))
            Assert.NotEqual(port.Number, other.Number);
        port.Dispose();
        using var listener = new TcpListener(IPAddress.Loopback, port.Number);
        listener.Start();
    }

    [Fact]
    public void The_last_words_of_a_log_are_short_enough_to_read()
    {
        var log = Path.Combine(repository.Folder.Logs, "long.log");
        File.WriteAllText(log, $"{string.Concat(Enumerable.Repeat("before\n", 100))}{new string('x', 1000)}\nlast\n");
        var words = LogFile.Tail(log, 2);
        Assert.Equal(["…", "t"], words.Select(line => line[^1..]));
        Assert.InRange(words[0].Length, 100, 400);
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
