using System.Globalization;
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

    private static string Now => DateTime.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s");

    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.NotRehearsed => "not rehearsed",
        _ => outcome.ToString().ToLowerInvariant(),
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
