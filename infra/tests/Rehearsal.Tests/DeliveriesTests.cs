using Rehearsal.Assembly;
using Rehearsal.Cloud;
using Rehearsal.Delivery;
using Rehearsal.Reporting;
using Spectre.Console;

namespace Rehearsal.Tests;

/// <summary>Push after push through one small pipeline: what CodePipeline does when a stage fails.</summary>
public sealed class DeliveriesTests : IAsyncLifetime
{
    private readonly TemporaryRepository repository = new();
    private readonly SmallPipeline pipeline = new();
    private readonly StringWriter output = new();
    private LocalCloud cloud = null!;
    private Deliveries deliveries = null!;
    private SourceRepository source = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What stands for a deployed release.</summary>
    private string Deployed => Path.Combine(repository.Folder.Temp, "deployed");

    public async ValueTask InitializeAsync()
    {
        cloud = await LocalCloud.StartAsync(repository.Folder, repository.Processes, _ => { }, Cancel);
        source = new(repository.Folder, repository.Processes);
    }

    public async ValueTask DisposeAsync()
    {
        await cloud.DisposeAsync();
        await output.DisposeAsync();
        await repository.DisposeAsync();
    }

    [Fact]
    public async Task A_stage_that_fails_goes_back_to_the_release_that_last_came_through_it()
    {
        pipeline.StageThatGoesBack("Prod", pipeline.Build("Deploy", $"cp release.txt {Deployed}"), pipeline.Build("Check", "! grep -q broken release.txt", runOrder: 2));
        Assert.Equal(Outcome.Succeeded, await PushAsync("one"));
        Assert.Equal(Outcome.Succeeded, await PushAsync("two"));
        Assert.Equal(Outcome.Failed, await PushAsync("broken"));
        Assert.Equal("two", File.ReadAllText(Deployed));
        Assert.Matches("Prod goes back to execution [0-9a-f]{8}, commit [0-9a-f]{12}", output.ToString());
        Assert.Contains("Prod is back at commit", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rollback_is_an_execution_of_its_own_that_history_tells()
    {
        pipeline.StageThatGoesBack("Prod", pipeline.Build("Check", "! grep -q broken release.txt"));
        await PushAsync("one");
        await PushAsync("broken");
        var entries = History.Read(repository.Folder).ToArray();
        Assert.Equal([Outcome.Succeeded, Outcome.Failed, Outcome.Succeeded], entries.Select(entry => entry.Outcome));
        Assert.Equal([null, null, entries[0].Id], entries.Select(entry => entry.BackTo));
        Assert.Equal(["Prod"], entries[2].Actions.Select(action => action.Stage));
        Assert.Equal(entries[0].Commit, entries[2].Commit);
    }

    [Fact]
    public async Task The_first_release_has_nothing_to_go_back_to_and_that_is_said()
    {
        pipeline.StageThatGoesBack("Prod", pipeline.Build("Check", "exit 1"));
        Assert.Equal(Outcome.Failed, await PushAsync("one"));
        Assert.Contains("Prod stays failed: no execution has succeeded in it", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_never_goes_back_to_a_rollback()
    {
        pipeline.StageThatGoesBack("Prod", pipeline.Build("Check", "! grep -q broken release.txt"));
        await PushAsync("one");
        await PushAsync("broken");
        await PushAsync("broken again");
        var entries = History.Read(repository.Folder).ToArray();
        Assert.Equal(entries[0].Id, entries[^1].BackTo);
    }

    [Fact]
    public async Task A_stage_that_is_not_to_go_back_stays_failed()
    {
        pipeline.Stage("Verify", pipeline.Build("Check", "! grep -q broken release.txt"));
        await PushAsync("one");
        await PushAsync("broken");
        Assert.DoesNotContain("goes back", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollback_that_fails_leaves_the_stage_failed_and_calls_for_a_person()
    {
        pipeline.StageThatGoesBack("Prod", pipeline.Build("Check", $"[ ! -e {Deployed} ] && touch {Deployed}"));
        await PushAsync("one");
        await PushAsync("two");
        Assert.Contains("Prod could not go back", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stages_before_the_one_that_fails_keep_the_new_release()
    {
        pipeline.StageThatGoesBack("Dev", pipeline.Build("Deploy", $"cp release.txt {Deployed}")).StageThatGoesBack("Prod", pipeline.Build("Check", "! grep -q broken release.txt"));
        await PushAsync("one");
        await PushAsync("broken");
        Assert.Equal("broken", File.ReadAllText(Deployed));
    }

    private async Task<Outcome> PushAsync(string release)
    {
        repository.Write("release.txt", release);
        var commit = await source.CommitAsync(Cancel);
        deliveries ??= Deliveries();
        return (await deliveries.DeliverAsync(commit, Cancel)).Outcome;
    }

    private Deliveries Deliveries()
    {
        var assembly = Path.Combine(repository.Folder.Temp, "cdk.out");
        pipeline.Write(assembly);
        var report = new Report(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) }), plain: true);
        var runner = new ActionRunner(repository.Folder, repository.Processes, cloud, source, report, _ => Task.FromResult(true));
        return new(repository.Folder, new CloudAssembly(assembly).Pipeline(), runner, [], report);
    }
}
