using System.CommandLine;
using Rehearsal.Delivery;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.CommandLine;

/// <summary>The command line: [run], pipeline, history, down.</summary>
internal static class Commands
{
    private static readonly Option<bool> Approve = new("--approve") { Description = "Approve at the gate without asking" };
    private static readonly Option<bool> Reject = new("--reject") { Description = "Reject at the gate without asking" };
    private static readonly Option<string[]> Skip = new("--skip") { Description = "Leave a stage out, as in --skip Verify", HelpName = "STAGE" };
    private static readonly Option<bool> Exit = new("--exit") { Description = "Stop the app once the end is reached" };
    private static readonly Option<string?> Breaking = new("--fault") { Description = $"Deliver a second release that breaks in Prod, and see Prod go back: {string.Join(", ", Fault.All.Select(fault => fault.Name))}", HelpName = "FAULT" };
    private static readonly Option<bool> Plain = new("--plain") { Description = "One line an event, no colours", Recursive = true };

    public static RootCommand Root()
    {
        var root = new RootCommand("Rehearses the delivery of this repository on this machine: the synthesised pipeline, no AWS account.") { Approve, Reject, Skip, Exit, Breaking, Plain };
        root.SetAction(RunAsync);

        var run = new Command("run", "Deliver the working tree through the pipeline (what happens without a command)") { Approve, Reject, Skip, Exit, Breaking };
        run.SetAction(RunAsync);
        var pipeline = new Command("pipeline", "Print the stages and actions of the pipeline");
        pipeline.SetAction((parsed, cancel) => ReportAsync(parsed, report => new PipelineCommand(Folder(), report).RunAsync(cancel)));
        var history = new Command("history", "Print the executions so far");
        history.SetAction((parsed, _) => ReportAsync(parsed, report => Task.FromResult(HistoryCommand.Run(Folder(), report))));
        var down = new Command("down", "Stop the rehearsal that runs, or what a killed one left, and remove what it made");
        down.SetAction((parsed, cancel) => ReportAsync(parsed, report => DownCommand.RunAsync(Folder(), report, cancel)));

        foreach (var command in (Command[])[run, pipeline, history, down])
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
        return ReportAsync(parsed, report => new RunCommand(Folder(), options, report).RunAsync(cancel));
    }

    /// <summary>However the command ends, it leaves the terminal as it was.</summary>
    private static async Task<int> ReportAsync(ParseResult parsed, Func<Report, Task<int>> command)
    {
        await using var report = Report.OnConsole(parsed.GetValue(Plain) || Console.IsOutputRedirected);
        return await command(report);
    }

    private static RehearsalFolder Folder() => new(RepositoryRoot.Find());
}
