using Rehearsal.Processes;

namespace Rehearsal.Tests.Processes;

public sealed class PeakMemoryTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Fact]
    public async Task The_memory_of_child_processes_is_counted()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        var log = Path.Combine(repository.Folder.Logs, "child.log");
        var parent = repository.Processes.Start(
            new()
            {
                Program = "bash",
                Arguments = ["-c", "setsid sleep 60 & echo $!; wait"],
                WorkingDirectory = repository.Root,
                Log = log,
            }
        );
        var child = 0;
        await Eventually.IsTrueAsync(() => File.Exists(log) && int.TryParse(File.ReadAllText(log), out child));
        Assert.InRange(PeakMemory.Of(child), 1, PeakMemory.Of(parent.Id) - 1);
    }

    [Fact]
    public void A_program_that_has_ended_uses_no_memory() => Assert.Equal(0, PeakMemory.Of(int.MaxValue));
}
