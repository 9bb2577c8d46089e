using Rehearsal.Aws.Iam;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>Prints, for each role, the calls of the latest rehearsal that IAM denied, and the statements that no call needed.</summary>
internal static class PermissionsCommand
{
    public static int Run(RehearsalFolder folder, Report report)
    {
        if (!File.Exists(folder.Permissions))
            throw new UserError("No rehearsal has run here yet. Start one: dotnet run --project infra/src/Rehearsal");
        var record = PermissionRecord.Read(folder);
        report.Line(record.Summary);
        foreach (var role in record.Roles)
        {
            report.Line();
            report.Line($"{role.Name}  checked: {role.Calls.Count}, denied: {role.Denied.Count}");
            foreach (var denied in role.Denied)
                report.Line($"  denied: {denied}");
            foreach (var statement in role.Unused)
                report.Line($"  never used: {statement}");
        }
        return ExitCode.Succeeded;
    }
}
