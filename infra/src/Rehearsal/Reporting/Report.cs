using System.Globalization;
using Rehearsal.Assembly;
using Rehearsal.Pipeline;
using Rehearsal.Reporting.Live;
using Rehearsal.Reporting.Progress;
using Spectre.Console;

namespace Rehearsal.Reporting;

/// <summary>What people see of deliveries. Plain: one line an event. At a terminal: the pipeline, as far as it is.</summary>
public sealed class Report : IAsyncDisposable
{
    private readonly Lock oneAtATime = new();
    private readonly List<ExecutionProgress> executions = [];
    private readonly IReportView view;

    public Report(IAnsiConsole console, bool plain) =>
        view = plain ? new PlainView(console.Profile.Out.Writer) : new LiveView(console, oneAtATime);

    /// <summary>Since when there is something to report.</summary>
    public DateTimeOffset Since { get; } = Now;

    /// <summary>The executions so far, oldest first.</summary>
    internal IReadOnlyList<ExecutionProgress> Executions => executions;

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    /// <summary>A report on this program's own output.</summary>
    public static Report OnConsole(bool plain)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
                Interactive = Console.IsInputRedirected ? InteractionSupport.No : InteractionSupport.Detect,
            }
        );
        return new(console, plain || !console.Profile.Capabilities.Ansi);
    }

    /// <summary>Something that happens beside the actions, in one line.</summary>
    public void Note(string text) => Tell(() => view.Note(text));

    /// <summary>The pipeline is known, and nothing goes through it yet.</summary>
    public void Expect(PipelineDefinition pipeline) => Tell(() => view.Expected(new(pipeline, "", "", Now)));

    /// <summary>An execution begins, or goes on after it had ended: a retry does that.</summary>
    /// <param name="id">Names it in what is told of it from now on: executions may go on side by side.</param>
    /// <param name="pipeline">What it goes through: a rollback goes through one stage.</param>
    public void Begin(string id, PipelineDefinition pipeline, string commit, bool isRollback = false) =>
        Tell(() =>
        {
            var which = isRollback ? $", ROLLBACK of {string.Join(", ", pipeline.Stages.Select(stage => stage.Name))}" : "";
            if (Of(id) is not { } execution)
                executions.Add(execution = new(pipeline, id, $"Execution {id[..8]}, commit {commit[..12]}{which}", Now));
            execution.GoOn();
            view.Began(execution);
        });

    public void End(string execution, Outcome outcome) =>
        Tell(() =>
        {
            if (Of(execution) is not { } ended)
                return;
            ended.End(outcome, Now);
            view.Ended(ended);
        });

    /// <summary>An execution enters a stage.</summary>
    public void Stage(string execution, string stage) => Tell(() => Of(execution)?.Stage(stage)?.Enter(Now));

    /// <summary>A stage is done, and its alarm is watched.</summary>
    public void Watch(string execution, string stage) => Tell(() => Of(execution)?.Stage(stage)?.Watch());

    public void EndWatch(string execution, string stage, bool isQuiet) => Tell(() => Of(execution)?.Stage(stage)?.EndWatch(isQuiet));

    public void Started(string execution, string stage, string action) =>
        Tell(() =>
        {
            Of(execution)?.Action(stage, action)?.Start(Now);
            view.ActionStarted(stage, action);
        });

    public void Ended(string execution, ActionResult result, string log) =>
        Tell(() =>
        {
            Of(execution)?.Action(result.Stage, result.Action)?.End(result, log, Now);
            view.ActionEnded(result, log);
        });

    /// <summary>A line that stays.</summary>
    public void Line(string text = "") => Tell(() => view.Line(text));

    /// <summary>A line above others that stay.</summary>
    public void Heading(string text) => Tell(() => view.Heading(text));

    /// <summary>Asks a yes-or-no question at this terminal, until it is answered or somebody else has answered it.</summary>
    /// <exception cref="OperationCanceledException">It need not be answered any more.</exception>
    public Task<bool> AskAsync(string question, CancellationToken cancel) => AskAsync(question, [], cancel);

    /// <summary>Asks a yes-or-no question at this terminal, until it is answered or somebody else has answered it.</summary>
    /// <param name="facts">What one wants to know before answering.</param>
    /// <exception cref="OperationCanceledException">It need not be answered any more.</exception>
    public Task<bool> AskAsync(string question, IReadOnlyList<string> facts, CancellationToken cancel) =>
        view.AskAsync(question, facts, cancel);

    public ValueTask DisposeAsync() => view.DisposeAsync();

    public static string Seconds(TimeSpan time) =>
        time.TotalSeconds < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s");

    public static string Word(Outcome outcome) =>
        outcome switch
        {
            Outcome.NotRehearsed => "not rehearsed",
            _ => outcome.ToString().ToLowerInvariant(),
        };

    private ExecutionProgress? Of(string id) => executions.FirstOrDefault(execution => execution.Id == id);

    private void Tell(Action tell)
    {
        lock (oneAtATime)
            tell();
    }
}
