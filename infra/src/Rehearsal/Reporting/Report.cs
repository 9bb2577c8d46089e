using Rehearsal.Assembly;
using Rehearsal.Pipeline;
using Rehearsal.Reporting.Live;
using Rehearsal.Reporting.Progress;
using Spectre.Console;

namespace Rehearsal.Reporting;

/// <summary>Shows the pipeline's events: one line per event, or a live view at a terminal.</summary>
public sealed class Report : IExecutionObserver, IAsyncDisposable
{
    private readonly Lock oneAtATime = new();
    private readonly List<ExecutionProgress> executions = [];
    private readonly IReportView view;

    public Report(IAnsiConsole console, bool plain) =>
        view = plain ? new PlainView(console.Profile.Out.Writer) : new LiveView(console, oneAtATime);

    /// <summary>The start of the report.</summary>
    public DateTimeOffset Since { get; } = Now;

    /// <summary>The executions so far, oldest first.</summary>
    internal IReadOnlyList<ExecutionProgress> Executions => executions;

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    /// <summary>Creates a report on the program's own output.</summary>
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

    /// <summary>Reports something other than an action's event, in one line.</summary>
    public void Note(string text) => Notify(() => view.Note(text));

    /// <summary>Shows the pipeline before its first execution.</summary>
    public void Expect(PipelineDefinition pipeline) => Notify(() => view.Expected(new(pipeline, "", "", Now)));

    public void ExecutionStarted(ExecutionRecord execution, PipelineDefinition pipeline) =>
        Notify(() =>
        {
            var rollback = execution.BackTo is null
                ? ""
                : $", ROLLBACK of {string.Join(", ", pipeline.Stages.Select(stage => stage.Name))}";
            if (Of(execution) is not { } started)
            {
                var title = $"Execution {execution.ShortId}, commit {execution.ShortCommit}{rollback}";
                executions.Add(started = new(pipeline, execution.Id, title, Now));
            }
            started.Reopen();
            view.Began(started);
        });

    public void ExecutionEnded(ExecutionRecord execution) =>
        Notify(() =>
        {
            // When the rehearsal stops, the views themselves show how far each execution came.
            if (execution.Outcome is not { } outcome || outcome == Outcome.Stopped || Of(execution) is not { } ended)
                return;
            ended.End(outcome, Now);
            view.Ended(ended);
        });

    public void StageEntered(ExecutionRecord execution, string stage) => Notify(() => Of(execution)?.Stage(stage)?.Enter(Now));

    public void WatchStarted(ExecutionRecord execution, string stage) => Notify(() => Of(execution)?.Stage(stage)?.Watch());

    public void WatchEnded(ExecutionRecord execution, string stage, bool isQuiet) =>
        Notify(() => Of(execution)?.Stage(stage)?.EndWatch(isQuiet));

    public void ActionStarted(ExecutionRecord execution, string stage, string action) =>
        Notify(() =>
        {
            Of(execution)?.Action(stage, action)?.Start(Now);
            view.ActionStarted(stage, action);
        });

    public void ActionEnded(ExecutionRecord execution, ActionResult result, string log) =>
        Notify(() =>
        {
            Of(execution)?.Action(result.Stage, result.Action)?.End(result, log, Now);
            view.ActionEnded(result, log);
        });

    /// <summary>Writes a permanent line.</summary>
    public void Line(string text = "") => Notify(() => view.Line(text));

    /// <summary>Writes a permanent heading.</summary>
    public void Heading(string text) => Notify(() => view.Heading(text));

    /// <summary>Asks a yes-or-no question at this terminal until it is answered here or elsewhere.</summary>
    /// <exception cref="OperationCanceledException">The question is no longer open.</exception>
    public Task<bool> AskAsync(string question, CancellationToken cancel) => AskAsync(question, [], cancel);

    /// <summary>Asks a yes-or-no question at this terminal until it is answered here or elsewhere.</summary>
    /// <param name="facts">Facts that help to answer.</param>
    /// <exception cref="OperationCanceledException">The question is no longer open.</exception>
    public Task<bool> AskAsync(string question, IReadOnlyList<string> facts, CancellationToken cancel) =>
        view.AskAsync(question, facts, cancel);

    public ValueTask DisposeAsync() => view.DisposeAsync();

    private ExecutionProgress? Of(ExecutionRecord record) => executions.FirstOrDefault(execution => execution.Id == record.Id);

    private void Notify(Action notify)
    {
        lock (oneAtATime)
            notify();
    }
}
