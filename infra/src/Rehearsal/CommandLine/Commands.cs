using System.CommandLine;
using Rehearsal.Delivery;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.CommandLine;

/// <summary>The command line: [run], and what one says to a rehearsal that runs, or asks about those that were.</summary>
internal static class Commands
{
    private static readonly Option<bool> Approve = new("--approve") { Description = "Approve at the gate without asking" };
    private static readonly Option<bool> Reject = new("--reject") { Description = "Reject at the gate without asking" };
    private static readonly Option<string[]> Skip = new("--skip") { Description = "Leave a stage out, as in --skip Verify", HelpName = "STAGE" };
    private static readonly Option<bool> Exit = new("--exit") { Description = "Stop the app once the end is reached" };
    private static readonly Option<string?> Breaking = new("--fault") { Description = $"Deliver a second release that breaks in Prod, and see Prod go back: {string.Join(", ", Fault.All.Select(fault => fault.Name))}", HelpName = "FAULT" };
    private static readonly Option<bool> Plain = new("--plain") { Description = "One line an event, no colours", Recursive = true };

    private static readonly Argument<string> Stage = new("STAGE") { Description = "A stage of the pipeline, as in Prod" };
    private static readonly Option<string?> To = new("--to") { Description = "The first characters of the execution to go back to; the one before the present one, when left out", HelpName = "EXECUTION" };
    private static readonly Option<bool> All = new("--all") { Description = "Also what has succeeded" };
    private static readonly Argument<string> Action = new("ACTION") { Description = "SmokeTest, or Prod.SmokeTest where more than one stage has such an action" };

    public static RootCommand Root()
    {
        var root = new RootCommand("Rehearses the delivery of this repository on this machine: the synthesised pipeline, no AWS account.") { Approve, Reject, Skip, Exit, Breaking, Plain };
        root.SetAction(RunAsync);

        var run = new Command("run", "Deliver the working tree through the pipeline (what happens without a command)") { Approve, Reject, Skip, Exit, Breaking };
        run.SetAction(RunAsync);
        var pipeline = new Command("pipeline", "Print the stages and actions of the pipeline");
        pipeline.SetAction((parsed, cancel) => new PipelineCommand(Folder(), OnConsole(parsed)).RunAsync(cancel));
        var history = new Command("history", "Print the executions so far");
        history.SetAction(parsed => HistoryCommand.Run(Folder(), OnConsole(parsed)));
        var down = new Command("down", "Stop the rehearsal that runs, or what a killed one left, and remove what it made");
        down.SetAction((parsed, cancel) => DownCommand.RunAsync(Folder(), OnConsole(parsed), cancel));

        var push = new Command("push", "Deliver the working tree as it is now into the rehearsal that runs, and wait for the end");
        push.SetAction((parsed, cancel) => Remote(parsed).PushAsync(cancel));
        var rollback = new Command("rollback", "Send a stage of the rehearsal that runs back to an earlier execution") { Stage, To };
        rollback.SetAction((parsed, cancel) => Remote(parsed).RollBackAsync(parsed.GetRequiredValue(Stage), parsed.GetValue(To), cancel));
        var retry = new Command("retry", "Run what has failed in a stage of the rehearsal that runs once more") { Stage, All };
        retry.SetAction((parsed, cancel) => Remote(parsed).RetryAsync(parsed.GetRequiredValue(Stage), parsed.GetValue(All), cancel));
        var approve = new Command("approve", "Answer the approval that the rehearsal waits for");
        approve.SetAction((parsed, cancel) => Remote(parsed).AnswerAsync(approved: true, cancel));
        var reject = new Command("reject", "Answer the approval that the rehearsal waits for with no");
        reject.SetAction((parsed, cancel) => Remote(parsed).AnswerAsync(approved: false, cancel));
        var logs = new Command("logs", "Print the log of an action, as the latest execution left it") { Action };
        logs.SetAction(parsed => LogsCommand.Run(Folder(), OnConsole(parsed), parsed.GetRequiredValue(Action)));

        foreach (var command in (Command[])[run, push, approve, reject, rollback, retry, pipeline, history, logs, down])
            root.Subcommands.Add(command);
        return root;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var gate = (parsed.GetValue(Approve), parsed.GetValue(Reject)) switch
        {
            (true, true) => throw new UserError("--approve and --reject contradict each other: say one of them."),
            (true, _) => Gate.Approve,
            (_, true) => Gate.Reject,
            _ => Gate.Ask,
        };
        var plain = parsed.GetValue(Plain) || Console.IsOutputRedirected;
        var options = new RunOptions(gate, parsed.GetValue(Skip) ?? [], parsed.GetValue(Exit), plain) { Fault = parsed.GetValue(Breaking) is { } name ? Fault.Named(name) : null };
        return new RunCommand(Folder(), options, Report.OnConsole(plain)).RunAsync(cancel);
    }

    private static Report OnConsole(ParseResult parsed) => Report.OnConsole(parsed.GetValue(Plain) || Console.IsOutputRedirected);

    private static RemoteCommands Remote(ParseResult parsed) => new(Folder(), OnConsole(parsed));

    private static RehearsalFolder Folder() => new(RepositoryRoot.Find());
}
