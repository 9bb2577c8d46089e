using Rehearsal.Assembly;
using Rehearsal.Pipeline;
using Rehearsal.Reporting;
using Rehearsal.Tests.Pipeline;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Rehearsal.Tests.Reporting;

/// <summary>The live view's control of the terminal.</summary>
public sealed class LiveViewTests : IDisposable
{
    private static readonly ExecutionRecord Execution = new(
        "3f2a9c1e-0000-0000-0000-000000000000",
        "c0ffee1234567890",
        1,
        WatchedExecution.Noon
    );

    private static readonly PipelineDefinition Pipeline = new(SmallPipeline.Home, "small", WatchedExecution.Usual, "");

    private readonly TestConsole console = new TestConsole().Size(new(80, 24)).SupportsAnsi(true).Interactive();

    public void Dispose() => console.Dispose();

    [Fact]
    public async Task At_the_end_the_pipeline_stays_on_the_screen_and_the_cursor_is_visible()
    {
        await using (var report = new Report(console, plain: false))
        {
            report.ExecutionStarted(Execution, Pipeline);
            report.ActionStarted(Execution, "Source", "Fetch");
            report.ActionEnded(Execution, new("Source", "Fetch", Outcome.Succeeded, TimeSpan.FromSeconds(1)), "");
            report.ExecutionEnded(Execution with { Outcome = Outcome.Succeeded });
        }
        Assert.Matches(@"Execution 3f2a9c1e, commit c0ffee123456(\e\[\S*m)*: succeeded", console.Output);
        Assert.Contains("✓", console.Output, StringComparison.Ordinal);
        Assert.EndsWith("\e[?25h", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_after_a_delivery_follow_its_pipeline()
    {
        await using var report = new Report(console, plain: false);
        report.ExecutionStarted(Execution, Pipeline);
        report.ExecutionEnded(Execution with { Outcome = Outcome.Succeeded });
        report.Line("The rehearsal stays up");
        Assert.True(
            console.Output.IndexOf("SmokeTest", StringComparison.Ordinal)
                < console.Output.IndexOf("The rehearsal stays up", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData("n", false)]
    [InlineData("xY", true)]
    public async Task A_question_is_answered_by_one_key(string keys, bool answer)
    {
        await using var report = new Report(console, plain: false);
        console.Input.PushText(keys);
        Assert.Equal(answer, await report.AskAsync("Promote?", ["It runs in Dev."], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_question_answered_elsewhere_disappears()
    {
        await using var report = new Report(console, plain: false);
        using var answered = new CancellationTokenSource();
        var asking = report.AskAsync("Promote?", [], answered.Token);
        await answered.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await report.DisposeAsync();
        Assert.DoesNotContain("Promote?", console.Output.Split("Getting ready")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_colours_the_terminal_gets_none()
    {
        console.Colors(ColorSystem.NoColors);
        await using (var report = new Report(console, plain: false))
        {
            report.ExecutionStarted(Execution, Pipeline);
            report.ExecutionEnded(Execution with { Outcome = Outcome.Failed });
        }
        Assert.DoesNotMatch(
            @"\e\[(\d+;)*(3|4|9)\d(;|m)",
            console.Output.Replace("\e[39m", "", StringComparison.Ordinal).Replace("\e[49m", "", StringComparison.Ordinal)
        );
    }
}
