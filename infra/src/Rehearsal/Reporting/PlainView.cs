using System.Globalization;
using Rehearsal.Pipeline;
using Rehearsal.Reporting.Progress;
using Rehearsal.Workspace;

namespace Rehearsal.Reporting;

/// <summary>A view with one line per event, for scripts, logs and simple terminals.</summary>
internal sealed class PlainView(TextWriter output) : IReportView
{
    private Task<string?>? typing;

    private static string Now => DateTime.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public void Note(string text) => output.WriteLine($"{Now}  {text}");

    public void Began(ExecutionProgress execution) => Note(execution.Title);

    public void Ended(ExecutionProgress execution)
    {
        if (execution.Outcome is { } outcome)
            Note($"{execution.Title}: {Format.Word(outcome)} {Format.Seconds(execution.Time(DateTimeOffset.UtcNow))}");
    }

    public void ActionStarted(string stage, string action) => output.WriteLine($"{Now}  {stage, -14} {action, -32} started");

    public void ActionEnded(ActionResult result, string log)
    {
        var reason = result.Reason is null || result.Outcome == Outcome.Failed ? "" : $"  ({result.Reason})";
        output.WriteLine(
            $"{Now}  {result.Stage, -14} {result.Action, -32} {Format.Word(result.Outcome)} {Format.Seconds(result.Duration)}{reason}"
        );
        if (result.Outcome != Outcome.Failed)
            return;
        Line($"    {result.Reason}");
        foreach (var line in LogFile.Tail(log))
            Line($"    | {line}");
        if (File.Exists(log))
            Line($"    The whole log: {log}");
    }

    public void Line(string text) => output.WriteLine(text);

    public void Heading(string text) => output.WriteLine($"{text}:");

    public async Task<bool> AskAsync(string question, IReadOnlyList<string> facts, CancellationToken cancel)
    {
        foreach (var fact in facts)
            Line(fact);
        while (true)
        {
            Line($"{question} [y/n]");
            // A read of the console can't be cancelled, so the next question gets the line.
            typing ??= Task.Run(Console.In.ReadLine, CancellationToken.None);
            var answer = await typing.WaitAsync(cancel);
            typing = null;
            switch (answer?.Trim().ToUpperInvariant())
            {
                case "Y" or "YES":
                    return true;
                case "N" or "NO" or null:
                    return false;
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
