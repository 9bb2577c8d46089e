using System.CommandLine;
using Rehearsal.App.Faults;
using Rehearsal.Pipeline;
using Rehearsal.Reporting;
using Rehearsal.Session;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>The command line: the run itself, commands for a running rehearsal, and queries about past ones.</summary>
internal static class Commands
{
    private static readonly Option<bool> Approve = new("--approve") { Description = "Approve at the gate without asking" };
    private static readonly Option<bool> Reject = new("--reject") { Description = "Reject at the gate without asking" };
    private static readonly Option<string[]> Skip = new("--skip")
    {
        Description = "Leave a stage out, as in --skip Verify",
        HelpName = "STAGE",
    };
    private static readonly Option<bool> Exit = new("--exit") { Description = "Stop everything once the end is reached" };
    private static readonly Option<string?> Breaking = new("--fault")
    {
        Description =
            $"Deliver a second release that breaks in the last environment, and see it roll back: {string.Join(", ", Fault.All.Select(fault => fault.Name))}",
        HelpName = "FAULT",
    };
    private static readonly Option<bool> Plain = new("--plain") { Description = "One line an event, no colours", Recursive = true };
    private static readonly Argument<string> Stage = new("STAGE") { Description = "A stage of the pipeline, as in Prod" };
    private static readonly Option<string?> To = new("--to")
    {
        Description = "The first characters of the execution to go back to; the one before the present one, when left out",
        HelpName = "EXECUTION",
    };
    private static readonly Argument<string?> Email = new("EMAIL")
    {
        Description = "Whom to make; demo@example.com, when left out",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<bool> All = new("--all") { Description = "Also what has succeeded" };
    private static readonly Argument<string> Action = new("ACTION")
    {
        Description = "SmokeTest, or Prod.SmokeTest where more than one stage has such an action",
    };

    public static RootCommand Root()
    {
        var root = new RootCommand("Rehearses the delivery of this repository on this machine: the synthesised pipeline, no AWS account.")
        {
            Approve,
            Reject,
            Skip,
            Exit,
            Breaking,
            Plain,
        };
        root.SetAction((parsed, cancel) => ReportAsync(parsed, report => RunAsync(parsed, report, cancel)));
        Command[] commands =
        [
            new("run", "Deliver the working tree through the pipeline (what happens without a command)")
            {
                Approve,
                Reject,
                Skip,
                Exit,
                Breaking,
            },
            new("push", "Deliver the working tree as it is now into the rehearsal that runs, and wait for the end"),
            new("approve", "Answer the approval that the rehearsal waits for"),
            new("reject", "Answer the approval that the rehearsal waits for with no"),
            new("rollback", "Send a stage of the rehearsal that runs back to an earlier execution") { Stage, To },
            new("retry", "Run what has failed in a stage of the rehearsal that runs once more") { Stage, All },
            new("demo", "Create a user with two years of entries in the first environment, and print how to sign in") { Email },
            new("pipeline", "Print the stages and actions of the pipeline"),
            new("history", "Print the executions so far"),
            new("logs", "Print the log of an action, as the latest execution left it") { Action },
            new("differences", "Print what the latest rehearsal had in place of what AWS has"),
            new("doctor", "Tell of each part of a rehearsal what this machine has of it, and how to get what is missing"),
            new("down", "Stop the rehearsal that runs, or what a killed one left, and remove what it made"),
        ];
        foreach (var command in commands)
        {
            command.SetAction((parsed, cancel) => ReportAsync(parsed, report => RunAsync(command.Name, parsed, report, cancel)));
            root.Subcommands.Add(command);
        }
        return root;
    }

    private static Task<int> RunAsync(string command, ParseResult parsed, Report report, CancellationToken cancel)
    {
        // The doctor changes nothing, so it doesn't even create the rehearsal's folder.
        if (command == "doctor")
            return DoctorCommand.RunAsync(RepositoryRoot.Find(), report, cancel);
        var folder = Folder();
        var remote = new RemoteCommands(folder, report);
        return command switch
        {
            "push" => remote.PushAsync(cancel),
            "approve" => remote.AnswerAsync(approved: true, cancel),
            "reject" => remote.AnswerAsync(approved: false, cancel),
            "rollback" => remote.RollBackAsync(parsed.GetRequiredValue(Stage), parsed.GetValue(To), cancel),
            "retry" => remote.RetryAsync(parsed.GetRequiredValue(Stage), parsed.GetValue(All), cancel),
            "demo" => remote.FillWithDemoAsync(parsed.GetValue(Email), cancel),
            "pipeline" => new PipelineCommand(folder, report).RunAsync(cancel),
            "history" => Task.FromResult(HistoryCommand.Run(folder, report)),
            "logs" => Task.FromResult(LogsCommand.Run(folder, report, parsed.GetRequiredValue(Action))),
            "differences" => Task.FromResult(DifferencesCommand.Run(folder, report)),
            "down" => DownCommand.RunAsync(folder, report, cancel),
            _ => RunAsync(parsed, report, cancel),
        };
    }

    private static Task<int> RunAsync(ParseResult parsed, Report report, CancellationToken cancel)
    {
        var gate = (parsed.GetValue(Approve), parsed.GetValue(Reject)) switch
        {
            (true, true) => throw new UserError("--approve and --reject contradict each other: say one of them."),
            (true, _) => Gate.Approve,
            (_, true) => Gate.Reject,
            _ => Gate.Ask,
        };
        var options = new RunOptions(gate, parsed.GetValue(Skip) ?? [], parsed.GetValue(Exit))
        {
            Fault = parsed.GetValue(Breaking) is { } name ? Fault.Named(name) : null,
        };
        return new RunCommand(Folder(), options, report).RunAsync(cancel);
    }

    /// <summary>Runs a command with a report and restores the terminal however the command ends.</summary>
    private static async Task<int> ReportAsync(ParseResult parsed, Func<Report, Task<int>> command)
    {
        await using var report = Report.OnConsole(parsed.GetValue(Plain) || Console.IsOutputRedirected);
        return await command(report);
    }

    private static RehearsalFolder Folder()
    {
        var repository = RepositoryRoot.Find();
        if (RepositoryFlaws.Of(repository).FirstOrDefault() is { } flaw)
            throw new UserError(flaw);
        return new(repository);
    }
}
