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
    private static readonly Option<bool> Approve = new("--approve") { Description = "Approve the promotion without asking" };
    private static readonly Option<bool> Reject = new("--reject") { Description = "Reject the promotion without asking" };
    private static readonly Option<string[]> Skip = new("--skip")
    {
        Description = "Skip a stage, for example --skip Verify",
        HelpName = "STAGE",
    };
    private static readonly Option<bool> Exit = new("--exit") { Description = "Exit at the end instead of waiting for Ctrl-C" };
    private static readonly Option<string[]> Breaking = new("--fault")
    {
        Description =
            "Then deliver another release while something goes wrong and a client writes expenses to the last environment, "
            + "and count the lost ones. Can be repeated, for one release each. FAULT is one of:\n"
            + string.Join('\n', Fault.All.Select(fault => $"  {fault.Name, -20}  {fault.ProblemIn("the environment")}")),
        HelpName = "FAULT",
    };
    private static readonly Option<string[]> Clones = new("--clone")
    {
        Description =
            "Read another repository of the pipeline's source actions from its clone on this machine, for example "
            + "--clone example/settings=../settings",
        HelpName = "OWNER/NAME=FOLDER",
    };
    private static readonly Option<int?> Builds = new("--builds")
    {
        Description = "Refuse more builds of one type at a time than CodeBuild does in a new account, for example --builds 1",
        HelpName = "NUMBER",
    };
    private static readonly Option<string?> Assembly = new("--assembly")
    {
        Description = "Rehearse the cloud assembly of another app, such as ../app/cdk.out, instead of this repository's",
        HelpName = "FOLDER",
    };
    private static readonly Option<string?> Source = new("--source")
    {
        Description = "With --assembly: the folder that the pipeline gets as its source; by default, the git repository of the assembly",
        HelpName = "FOLDER",
    };
    private static readonly Option<string[]> With = new("--with")
    {
        Description =
            "Deliver the working tree with another value of a setting in cdk.json, for example --with Dev.vpc.availabilityZones=3",
        HelpName = "SETTING=VALUE",
    };
    private static readonly Option<bool> Plain = new("--plain") { Description = "Print one line per event, no colours", Recursive = true };
    private static readonly Argument<string> Stage = new("STAGE") { Description = "A stage of the pipeline, for example Prod" };
    private static readonly Option<string?> To = new("--to")
    {
        Description = "The first characters of the target execution's id; by default, the execution before the current one",
        HelpName = "EXECUTION",
    };
    private static readonly Argument<string?> Email = new("EMAIL")
    {
        Description = "The user's e-mail address; by default, demo@example.com",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<bool> All = new("--all") { Description = "Retry the succeeded actions, too" };
    private static readonly Argument<string> Action = new("ACTION")
    {
        Description = "The action, for example SmokeTest; Prod.SmokeTest if several stages have one",
    };

    public static RootCommand Root()
    {
        var root = Delivering(new RootCommand("Runs this repository's pipeline on this machine, without an AWS account."));
        root.Options.Add(Plain);
        root.SetAction((parsed, cancel) => ReportAsync(parsed, report => RunAsync(parsed, report, cancel)));
        Command[] commands =
        [
            Delivering(new Command("run", "Deliver the working tree through the pipeline (the default command)")),
            new("push", "Deliver the current working tree in the running rehearsal, and wait for the end") { With },
            new("approve", "Approve the pending approval"),
            new("reject", "Reject the pending approval"),
            new("rollback", "Roll a stage of the running rehearsal back to an earlier execution") { Stage, To },
            new("retry", "Retry the failed actions of a stage of the running rehearsal") { Stage, All },
            new("demo", "Create a user with two years of entries in the first environment, and print how to sign in") { Email },
            new("pipeline", "Print the stages and actions of the pipeline"),
            new("history", "List the executions and their results"),
            new("logs", "Print an action's log from the latest execution") { Action },
            new("differences", "List how the latest rehearsal differed from AWS"),
            new("permissions", "List the AWS calls of the latest rehearsal per role, and the permissions that no call needed"),
            new("doctor", "Check the prerequisites, and print how to install the missing ones"),
            new("down", "Stop the running rehearsal or the leftovers of a killed one, and remove what it made"),
        ];
        foreach (var command in commands)
        {
            command.SetAction((parsed, cancel) => ReportAsync(parsed, report => RunAsync(command.Name, parsed, report, cancel)));
            root.Subcommands.Add(command);
        }
        return root;
    }

    /// <summary>Adds the options of a delivery to a command.</summary>
    private static T Delivering<T>(T command)
        where T : Command
    {
        foreach (var option in (Option[])[Approve, Reject, Skip, Exit, Breaking, Clones, Builds, Assembly, Source])
            command.Options.Add(option);
        return command;
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
            "push" => remote.PushAsync(parsed.GetValue(With) ?? [], cancel),
            "approve" => remote.AnswerAsync(approved: true, cancel),
            "reject" => remote.AnswerAsync(approved: false, cancel),
            "rollback" => remote.RollBackAsync(parsed.GetRequiredValue(Stage), parsed.GetValue(To), cancel),
            "retry" => remote.RetryAsync(parsed.GetRequiredValue(Stage), parsed.GetValue(All), cancel),
            "demo" => remote.FillWithDemoAsync(parsed.GetValue(Email), cancel),
            "pipeline" => new PipelineCommand(folder, report).RunAsync(cancel),
            "history" => Task.FromResult(HistoryCommand.Run(folder, report)),
            "logs" => Task.FromResult(LogsCommand.Run(folder, report, parsed.GetRequiredValue(Action))),
            "differences" => Task.FromResult(DifferencesCommand.Run(folder, report)),
            "permissions" => Task.FromResult(PermissionsCommand.Run(folder, report)),
            "down" => DownCommand.RunAsync(folder, report, cancel),
            _ => RunAsync(parsed, report, cancel),
        };
    }

    private static Task<int> RunAsync(ParseResult parsed, Report report, CancellationToken cancel)
    {
        var gate = (parsed.GetValue(Approve), parsed.GetValue(Reject)) switch
        {
            (true, true) => throw new UserError("--approve and --reject exclude each other: pass only one."),
            (true, _) => Gate.Approve,
            (_, true) => Gate.Reject,
            _ => Gate.Ask,
        };
        var options = new RunOptions(gate, parsed.GetValue(Skip) ?? [], parsed.GetValue(Exit))
        {
            Faults = [.. (parsed.GetValue(Breaking) ?? []).Select(Fault.Named)],
            Builds = parsed.GetValue(Builds) is not < 0 and var builds
                ? builds
                : throw new UserError($"--builds {parsed.GetValue(Builds)}: the number of builds is 0 or more."),
            Clones = RunOptions.ReadClones(parsed.GetValue(Clones) ?? []),
            App = App(parsed.GetValue(Assembly), parsed.GetValue(Source)),
        };
        if (options is { App: not null, Faults.Count: > 0 })
            RehearsedApp.Refuse("--fault");
        return new RunCommand(Folder(), options, report).RunAsync(cancel);
    }

    private static RehearsedApp? App(string? assembly, string? source) =>
        (assembly, source) switch
        {
            (null, null) => null,
            (null, _) => throw new UserError("--source is for a rehearsal of another app: pass its assembly with --assembly FOLDER."),
            _ => RehearsedApp.Of(assembly, source),
        };

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
