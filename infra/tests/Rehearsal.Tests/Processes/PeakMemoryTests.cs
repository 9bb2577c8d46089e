using Rehearsal.Processes;

namespace Rehearsal.Tests.Processes;

public sealed class PeakMemoryTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Fact]
    public async Task What_a_program_has_started_counts_as_its_own()
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
        int child;
        while (!int.TryParse(File.Exists(log) ? await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken) : "", out child))
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        Assert.InRange(PeakMemory.Of(child), 1, PeakMemory.Of(parent.Id) - 1);
    }

    [Fact]
    public void A_program_that_is_over_holds_nothing() => Assert.Equal(0, PeakMemory.Of(int.MaxValue));
}
