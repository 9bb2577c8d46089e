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
                return ExitCode.EndReached;
            case []:
                throw new UserError($"There is no log of an action {action}: {Known(store)}");
            case var several:
                throw new UserError(
                    $"{action} is an action of more than one stage: say {string.Join(" or ", several.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal))}."
                );
        }

        bool IsOf(string file) =>
            Path.GetFileNameWithoutExtension(file) is var name && (name == action || name.Split('.', 2)[^1] == action);
    }

    private static string Known(ExecutionStore store)
    {
        var latest = store.All().LastOrDefault(execution => Directory.Exists(store.Logs(execution.Id)));
        return latest is null
            ? "nothing has been delivered here yet."
            : $"the latest execution has {string.Join(", ", Directory.GetFiles(store.Logs(latest.Id)).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal))}.";
    }
}
