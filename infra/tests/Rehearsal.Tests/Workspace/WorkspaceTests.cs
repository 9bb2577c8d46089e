using Rehearsal.Workspace;

namespace Rehearsal.Tests.Workspace;

public sealed class WorkspaceTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Fact]
    public void A_second_rehearsal_beside_the_first_is_refused_with_advice()
    {
        using var first = RehearsalLock.Take(repository.Folder);
        var refusal = Assert.Throws<UserError>(() => RehearsalLock.Take(repository.Folder)).Message;
        Assert.Contains($"process {Environment.ProcessId}", refusal, StringComparison.Ordinal);
        Assert.Contains("infra/rehearsal down", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_rehearsal_may_start_once_the_first_has_ended()
    {
        RehearsalLock.Take(repository.Folder).Dispose();
        RehearsalLock.Take(repository.Folder).Dispose();
    }

    [Fact]
    public void The_last_lines_of_a_log_are_short_enough_to_read()
    {
        var log = Path.Combine(repository.Folder.Logs, "long.log");
        File.WriteAllText(log, $"{string.Concat(Enumerable.Repeat("before\n", 100))}{new string('x', 1000)}\nlast\n");
        var words = LogFile.Tail(log, 2);
        Assert.Equal(["…", "t"], words.Select(line => line[^1..]));
        Assert.InRange(words[0].Length, 100, 400);
    }
}
