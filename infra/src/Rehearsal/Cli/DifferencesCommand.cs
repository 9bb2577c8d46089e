using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>Prints in what the latest rehearsal was not as AWS is. Some of it depends on the machine.</summary>
internal static class DifferencesCommand
{
    public static int Run(RehearsalFolder folder, Report report)
    {
        if (!File.Exists(folder.Differences))
            throw new UserError("No rehearsal has run here yet. Start one: dotnet run --project infra/src/Rehearsal");
        foreach (var difference in File.ReadLines(folder.Differences))
            report.Line($"- {difference}");
        return ExitCode.EndReached;
    }
}
