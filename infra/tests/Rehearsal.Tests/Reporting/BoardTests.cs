using Rehearsal.Pipeline;
using Spectre.Console.Rendering;

namespace Rehearsal.Tests.Reporting;

/// <summary>The view of a delivery at terminals of all sizes.</summary>
public sealed class BoardTests : IDisposable
{
    private readonly string log = Path.GetTempFileName();

    public void Dispose() => File.Delete(log);

    [Fact]
    public void The_whole_pipeline_is_visible_from_the_start()
    {
        var shown = new WatchedExecution().Shown();
        Assert.Equal(
            ["Source", "Fetch", "Dev", "Vpc", "Database", "Image", "Service", "Site", "SmokeTest", "Prod"],
            shown.Skip(1).Take(10).Select(Name)
        );
    }

    [Fact]
    public void Running_done_failed_and_future_actions_differ_without_colours()
    {
        var shown = new WatchedExecution()
            .Done("Source")
            .Started("Dev", "Vpc", "Database", "Image")
            .Ended("Dev", "Vpc")
            .Ended("Dev", "Image", Outcome.Failed, "It does not build.")
            .Shown();
        string[] marks = [Mark(shown, "Vpc"), Mark(shown, "Database"), Mark(shown, "Image"), Mark(shown, "Service")];
        Assert.Equal(["✓", "✗", "·"], [marks[0], marks[2], marks[3]]);
        Assert.Equal(4, marks.Distinct().Count());
        Assert.Contains("failed", shown.First(row => Name(row) == "Image"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_is_not_over_while_its_alarm_is_watched_and_fails_if_it_goes_off()
    {
        var execution = new WatchedExecution().Done("Source").Done("Dev").Done("Prod").Baking("Prod");
        Assert.DoesNotContain(Mark(execution.Shown(), "Prod"), (string[])["✓", "✗", "·"]);
        Assert.Equal("✗", Mark(execution.Baked("Prod", isQuiet: false).Shown(), "Prod"));
        Assert.Equal("✓", Mark(execution.Baked("Prod", isQuiet: true).Shown(), "Prod"));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    [InlineData(20)]
    public void Nothing_is_wider_than_the_terminal(int width)
    {
        File.WriteAllText(log, $"{new string('x', 300)}\n{new string('宽', 300)}\n");
        var execution = new WatchedExecution()
            .Done("Source")
            .Started("Dev", "Vpc")
            .Ended("Dev", "Vpc", Outcome.Failed, string.Join(' ', Enumerable.Repeat("reason", 60)), log);
        execution.Board.Note(new string('n', 300), WatchedExecution.Noon);
        execution.Board.Questions.Add(new(new string('q', 300), [new string('f', 300)]));
        Assert.All(execution.Board.Rows(width, 24, WatchedExecution.Noon), row => Assert.InRange(row.Width, 0, width));
        Assert.Contains(execution.Shown(width), row => row.EndsWith('…'));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(23)]
    [InlineData(10)]
    [InlineData(3)]
    public void The_view_is_never_higher_than_the_terminal(int height)
    {
        var execution = new WatchedExecution().Done("Source").Done("Dev").Started("Prod", "Vpc");
        execution.Board.Note("Something beside the point", WatchedExecution.Noon);
        Assert.InRange(execution.Shown(height: height).Length, 1, height);
    }

    [Fact]
    public void In_a_low_terminal_finished_stages_take_one_line_and_the_running_one_stays_open()
    {
        var shown = new WatchedExecution().Done("Source").Done("Dev").Started("Prod", "Vpc").Shown(height: 12);
        Assert.Single(shown, row => Name(row) == "Vpc");
        Assert.Contains("6 actions", shown.Single(row => Name(row) == "Dev"), StringComparison.Ordinal);
        Assert.Contains(shown, row => Name(row) == "SmokeTest");
    }

    [Fact]
    public void In_a_very_low_terminal_the_running_action_stays_visible()
    {
        var execution = new WatchedExecution()
            .Done("Source")
            .Started("Dev", "Vpc")
            .Ended("Dev", "Vpc")
            .Started("Dev", "Database")
            .Ended("Dev", "Database")
            .Started("Dev", "Image")
            .Ended("Dev", "Image")
            .Started("Dev", "Service");
        var shown = execution.Shown(height: 7);
        Assert.Contains(shown, row => Name(row) == "Service");
        Assert.Contains(shown, row => row.Contains("3 done", StringComparison.Ordinal));
        Assert.Contains(shown, row => row.Contains("2 to come", StringComparison.Ordinal));
    }

    [Fact]
    public void A_failed_action_shows_its_reason_and_last_lines_without_control_characters()
    {
        File.WriteAllText(log, "first\n\e[2J\e[31mthe tax is wrong\e[0m\r\n");
        var shown = new WatchedExecution()
            .Started("Source", "Fetch")
            .Ended("Source", "Fetch", Outcome.Failed, "A command ended with exit code 7.", log)
            .Shown();
        Assert.Contains(shown, row => row.Contains("A command ended with exit code 7.", StringComparison.Ordinal));
        Assert.Contains(shown, row => row.EndsWith("│ the tax is wrong", StringComparison.Ordinal));
        Assert.DoesNotContain(shown, row => row.Any(char.IsControl));
    }

    [Fact]
    public void The_automatic_reactions_of_a_stage_are_visible_from_the_start() =>
        Assert.Contains(
            "on failure: ROLLBACK",
            new WatchedExecution().Shown().Single(row => Name(row) == "Prod"),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_finished_execution_is_a_line_above_the_next_one()
    {
        var first = new WatchedExecution()
            .Done("Source")
            .Started("Dev", "Vpc")
            .Ended("Dev", "Vpc", Outcome.Failed, "No room.")
            .Over(Outcome.Failed);
        var shown = new WatchedExecution(
            "Execution 2, commit c0ffee123456, ROLLBACK of Dev",
            first.Board,
            WatchedExecution.Usual[1]
        ).Shown();
        Assert.StartsWith("✗ Execution 1, commit c0ffee123456: failed in Dev, Vpc", shown[0], StringComparison.Ordinal);
        Assert.Contains(shown[1..], row => row.Contains("Execution 2, commit c0ffee123456, ROLLBACK of Dev", StringComparison.Ordinal));
        Assert.DoesNotContain(shown, row => Name(row) == "Source");
    }

    [Fact]
    public void The_newest_of_parallel_executions_is_a_tree_and_each_other_one_is_a_line()
    {
        var first = new WatchedExecution().Done("Source").Done("Dev").Started("Prod", "Vpc");
        var shown = new WatchedExecution("Execution 2, commit decaf0000000", first.Board).Started("Source", "Fetch").Shown();
        Assert.Contains("Execution 1, commit c0ffee123456: running in Prod, Vpc", shown[0], StringComparison.Ordinal);
        Assert.Contains("Execution 2, commit decaf0000000", shown[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_failure_stays_visible_during_a_rollback()
    {
        File.WriteAllText(log, "the tax is wrong\n");
        var first = new WatchedExecution()
            .Done("Source")
            .Started("Dev", "Vpc")
            .Ended("Dev", "Vpc", Outcome.Failed, "No room.", log)
            .Over(Outcome.Failed);
        var shown = new WatchedExecution("Execution 2", first.Board, WatchedExecution.Usual[1]).Shown();
        Assert.Equal(["    No room.", "    │ the tax is wrong"], shown[1..3]);
    }

    [Fact]
    public void A_retried_action_is_shown_as_running()
    {
        var shown = new WatchedExecution()
            .Started("Source", "Fetch")
            .Ended("Source", "Fetch", Outcome.Failed, "No route.")
            .Started("Source", "Fetch")
            .Shown();
        Assert.DoesNotContain(Mark(shown, "Fetch"), "✓✗·", StringComparison.Ordinal);
        Assert.DoesNotContain(shown, row => row.Contains("No route.", StringComparison.Ordinal));
    }

    [Fact]
    public void An_interrupted_action_is_shown_as_stopped()
    {
        var last = new WatchedExecution()
            .Started("Source", "Fetch")
            .Board.Last(80, WatchedExecution.Noon)
            .Select(row => row.ToString())
            .ToArray();
        Assert.Contains("Execution 1, commit c0ffee123456: stopped", last[0], StringComparison.Ordinal);
        Assert.EndsWith("stopped", last.Single(row => Name(row) == "Fetch"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_notes_are_visible_and_all_of_them_stay_at_the_end()
    {
        var execution = new WatchedExecution();
        foreach (var number in Enumerable.Range(1, 9))
            execution.Board.Note($"Note {number}", WatchedExecution.Noon);
        Assert.Equal(
            ["Note 7", "Note 8", "Note 9"],
            execution.Shown(height: 40).Where(row => row.Contains("Note", StringComparison.Ordinal)).Select(row => row[^6..])
        );
        Assert.Equal(
            9,
            execution.Board.Last(80, WatchedExecution.Noon).Count(row => row.ToString().Contains("Note", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void At_the_end_no_note_is_cut_off()
    {
        var execution = new WatchedExecution();
        execution.Board.Note(string.Join(' ', Enumerable.Range(100, 60)), WatchedExecution.Noon);
        var last = execution.Board.Last(80, WatchedExecution.Noon).Select(row => row.ToString()).ToArray();
        Assert.All(Enumerable.Range(100, 60), word => Assert.Contains(last, row => row.Contains($"{word}", StringComparison.Ordinal)));
        Assert.All(last, row => Assert.InRange(row.Length, 0, 80));
    }

    [Fact]
    public void Colours_are_the_terminals_own() =>
        Assert.All(
            new WatchedExecution()
                .Done("Source")
                .Started("Dev", "Vpc")
                .Ended("Dev", "Vpc", Outcome.Failed)
                .Board.Rows(80, 24, WatchedExecution.Noon)
                .SelectMany(row => row.Pieces),
            (Segment piece) =>
                Assert.True(
                    piece.Style.Background == Spectre.Console.Color.Default
                        && piece.Style.Foreground.ToMarkup() is "default" or "green" or "maroon" or "teal"
                )
        );

    private static string Name(string row) =>
        row.TrimStart('├', '└', ' ') is { Length: > 2 } rest ? rest[2..].Split("  ")[0].TrimEnd() : "";

    private static string Mark(string[] shown, string name) => shown.First(row => Name(row) == name).TrimStart('├', '└', ' ')[..1];
}
