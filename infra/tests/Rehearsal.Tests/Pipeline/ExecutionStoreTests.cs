using Rehearsal.Pipeline;

namespace Rehearsal.Tests.Pipeline;

/// <summary>The records of executions survive the end of the rehearsal, even a kill.</summary>
public sealed class ExecutionStoreTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    private ExecutionStore Store => new(repository.Folder);

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Fact]
    public void An_execution_left_open_by_a_kill_is_closed_as_stopped_with_its_running_actions()
    {
        Started().StartAction("Dev", "Database");

        var closed = Assert.Single(Store.CloseOpen());
        Assert.Equal(["Dev.Database"], closed.Running);
        var record = Assert.Single(Store.All());
        Assert.Equal(Outcome.Stopped, record.Outcome);
        Assert.NotNull(record.Ended);
        Assert.Empty(Store.CloseOpen());
    }

    [Fact]
    public void An_ended_execution_keeps_its_outcome()
    {
        Started().End(Outcome.Failed);
        Store.CloseOpen();
        Assert.Equal(Outcome.Failed, Assert.Single(Store.All()).Outcome);
    }

    [Fact]
    public void Clearing_up_keeps_executions_and_their_artifacts()
    {
        var execution = Started();
        Directory.CreateDirectory(execution.Artifact("Source"));
        repository.Folder.Clear();
        Assert.Equal(execution.Id, Assert.Single(Store.All()).Id);
        Assert.True(Directory.Exists(execution.Artifact("Source")));
    }

    [Fact]
    public void Old_executions_keep_only_their_record()
    {
        var executions = Enumerable.Range(0, 12).Select(_ => Started()).ToArray();
        foreach (var execution in executions)
            Directory.CreateDirectory(execution.Artifact("Source"));
        Store.Prune();
        Assert.Equal(12, Store.All().Count);
        Assert.False(Directory.Exists(executions[0].Artifact("Source")));
        Assert.True(Directory.Exists(executions[^1].Artifact("Source")));
    }

    private Execution Started()
    {
        var execution = new Execution(Store, new ExecutionRecorder(Store), new string('a', 40), version: 1);
        execution.Start(new(SmallPipeline.Home, "small", [], ""));
        return execution;
    }
}
