using Rehearsal.Pipeline;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>Prints an action's log from the latest execution.</summary>
internal static class LogsCommand
{
    /// <param name="action">The action's name, such as SmokeTest, or Prod.SmokeTest if more than one stage has such an action.</param>
    /// <exception cref="UserError">The log does not exist.</exception>
    public static int Run(RehearsalFolder folder, Report report, string action)
    {
        var store = new ExecutionStore(folder);
        var logs =
            store
                .All()
                .Reverse()
                .Select(execution => store.Logs(execution.Id))
                .Where(Directory.Exists)
                .Select(Directory.GetFiles)
                .FirstOrDefault(files => files.Any(IsOf))
            ?? [];
        switch (logs.Where(IsOf).ToArray())
        {
            case [var log]:
                foreach (var line in File.ReadLines(log))
                    report.Line(line);
                return ExitCode.Succeeded;
            case []:
                throw new UserError($"Action {action} has no log: {Known(store)}");
            case var several:
                throw new UserError($"Several stages have an action {action}: pass {string.Join(" or ", Actions(several))}.");
        }

        bool IsOf(string file) =>
            Path.GetFileNameWithoutExtension(file) is var name && (name == action || name.Split('.', 2)[^1] == action);
    }

    private static string Known(ExecutionStore store)
    {
        var latest = store.All().LastOrDefault(execution => Directory.Exists(store.Logs(execution.Id)));
        return latest is null
            ? "there are no executions yet."
            : $"the latest execution has the logs {string.Join(", ", Actions(Directory.GetFiles(store.Logs(latest.Id))))}.";
    }

    private static IEnumerable<string?> Actions(IEnumerable<string> logs) =>
        logs.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
}
