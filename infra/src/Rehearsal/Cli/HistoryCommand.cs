using Rehearsal.Pipeline;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>Prints the executions of this repository's rehearsals, oldest first.</summary>
internal static class HistoryCommand
{
    public static int Run(RehearsalFolder folder, Report report)
    {
        var store = new ExecutionStore(folder);
        // If no rehearsal is running, executions that look open were left by a killed one.
        using (var alone = RehearsalLock.TryTake(folder))
        {
            if (alone is not null)
                store.CloseOpen();
        }

        var executions = store.All();
        if (executions.Count == 0)
            report.Line("There are no executions yet.");
        foreach (var line in executions.SelectMany(ExecutionLines.Of))
            report.Line(line);
        return ExitCode.Succeeded;
    }
}
