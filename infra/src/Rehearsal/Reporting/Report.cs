using System.Globalization;
using Rehearsal.Assembly;
using Rehearsal.Delivery;
using Rehearsal.Workspace;
using Spectre.Console;

namespace Rehearsal.Reporting;

/// <summary>What people see of a delivery. Plain: one line an event. At a terminal: one line an action, which ends in its time.</summary>
public sealed class Report(IAnsiConsole console, bool plain)
{
    private readonly Lock oneAtATime = new();

    /// <summary>A report on this program's own output.</summary>
    public static Report OnConsole(bool plain) => new(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect }), plain);

    public void Note(string text) => Write(plain ? $"{Now}  {text}" : $"[grey]{text.EscapeMarkup()}[/]");

    public void Stage(string stage)
    {
        if (!plain)
            Write($"[bold]{stage.EscapeMarkup()}[/]");
    }

    public void Started(string stage, string action)
    {
        if (plain)
            Write($"{Now}  {stage,-14} {action,-32} started");
    }

    public void Ended(ActionResult result, string log)
    {
        var time = Seconds(result.Duration);
        var reason = result.Reason is null || result.Outcome == Outcome.Failed ? "" : $"  ({result.Reason})";
        Write(
            plain ? $"{Now}  {result.Stage,-14} {result.Action,-32} {Word(result.Outcome)} {time}{reason}" : $"  {Mark(result.Outcome)} {result.Action.EscapeMarkup(),-34} {time,12}[grey]{reason.EscapeMarkup()}[/]");
        if (result.Outcome == Outcome.Failed)
            Failure(result.Reason, log);
    }

    public void Line(string text = "") => Write(plain ? text : text.EscapeMarkup());

    /// <summary>An execution as it stands: a line for it, and one for each stage that it has been in.</summary>
    public void Execution(ExecutionRecord execution)
    {
        var outcome = execution.Outcome is { } ended ? Word(ended) : "under way";
        var time = Seconds((execution.Ended ?? DateTimeOffset.Now) - execution.Started);
        Line(string.Create(CultureInfo.InvariantCulture, $"{execution.Started:yyyy-MM-dd HH:mm:ss}  {execution.ShortId}  commit {execution.ShortCommit}  {outcome,-10} {time}{(execution.BackTo is { } target ? $"  rollback to {target[..8]}" : "")}"));
        foreach (var stage in execution.Actions.Select(action => action.Stage).Concat(execution.Running.Select(action => action.Split('.')[0])).Distinct())
        {
            var remarkable = execution.Actions.Where(action => action.Stage == stage && action.Outcome != Outcome.Succeeded).Select(action => $"{action.Action} {Word(action.Outcome)}");
            var running = execution.Running.Where(action => action.StartsWith($"{stage}.", StringComparison.Ordinal)).Select(action => $"{action.Split('.', 2)[1]} {(execution.Outcome is null ? "runs" : "was running")}");
            Line($"    {stage,-16} {string.Join(", ", remarkable.Concat(running).DefaultIfEmpty("succeeded"))}");
        }
    }

    /// <summary>Asks a person at this terminal.</summary>
    public async Task<bool> AskAsync(string question, CancellationToken cancel)
    {
        while (true)
        {
            Line($"{question} [y/n]");
            switch ((await Console.In.ReadLineAsync(cancel))?.Trim().ToUpperInvariant())
            {
                case "Y" or "YES":
                    return true;
                case "N" or "NO" or null:
                    return false;
            }
        }
    }

    private static string Now => DateTime.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s");

    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.NotRehearsed => "not rehearsed",
        _ => outcome.ToString().ToLowerInvariant(),
    };

    public static string Word(FailureReaction reaction) => reaction switch
    {
        FailureReaction.Rollback => "ROLLBACK",
        FailureReaction.RetryFailedActions => "RETRY of what failed",
        FailureReaction.RetryAllActions => "RETRY of all",
        _ => "none",
    };

    private void Failure(string? reason, string log)
    {
        Line($"    {reason}");
        foreach (var line in LogFile.Tail(log))
            Line($"    | {line}");
        if (File.Exists(log))
            Line($"    The whole log: {log}");
    }

    private static string Mark(Outcome outcome) => outcome switch
    {
        Outcome.Succeeded => "[green]✓[/]",
        Outcome.Failed => "[red]✗[/]",
        Outcome.Rejected => "[yellow]✗[/]",
        _ => "[grey]–[/]",
    };

    private void Write(string line)
    {
        lock (oneAtATime)
        {
            if (plain)
                console.Profile.Out.Writer.WriteLine(line);
            else
                console.MarkupLine(line);
        }
    }
}
