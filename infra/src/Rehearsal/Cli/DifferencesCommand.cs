using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>Prints how the latest rehearsal differed from AWS. Some differences depend on the machine.</summary>
internal static class DifferencesCommand
{
    public static int Run(RehearsalFolder folder, Report report)
    {
        if (!File.Exists(folder.Differences))
            throw new UserError("No rehearsal has run here yet. Start one: dotnet run --project infra/src/Rehearsal");
        foreach (var difference in File.ReadLines(folder.Differences))
            report.Line($"- {difference}");
        return ExitCode.Succeeded;
    }
}
