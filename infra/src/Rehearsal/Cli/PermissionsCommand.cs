using Rehearsal.Aws.Iam;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>Prints what each role called in the latest rehearsal, what IAM denied, and the statements that no call needed.</summary>
internal static class PermissionsCommand
{
    public static int Run(RehearsalFolder folder, Report report)
    {
        if (!File.Exists(folder.Permissions))
            throw new UserError("No rehearsal has run here yet. Start one: dotnet run --project infra/src/Rehearsal");
        var record = PermissionRecord.Read(folder);
        var roles = record.Roles;
        report.Line(record.Summary);

        report.Line();
        var width = roles.Max(role => role.ShortName.Length);
        report.Line($"{"Role".PadRight(width)}  checked  denied  never used");
        foreach (var role in roles)
        {
            var unused = $"{role.Unused.Count} of {role.Allowing}";
            report.Line($"{role.ShortName.PadRight(width)}  {role.Calls.Count, 7}  {role.Denied.Count, 6}  {unused, 10}");
        }

        List("Denied", report, roles.SelectMany(role => role.Denied.Select(call => $"  {role.ShortName}: {call}")));
        // Roles of the same kind have the same statement, such as each CodeBuild project's for reports.
        List(
            "Never used",
            report,
            roles
                .SelectMany(role => role.Unused.Select(statement => (Role: role, Statement: statement)))
                .GroupBy(unused => unused.Statement.Actions)
                .SelectMany(same => same.Select(unused => $"    {Describe(unused.Role, unused.Statement)}").Prepend($"  {same.Key}"))
        );
        return ExitCode.Succeeded;
    }

    private static string Describe(RoleUse role, PolicyStatement statement) =>
        $"{role.ShortName}, {role.PlaceOf(statement)}, on {statement.Resources}";

    private static void List(string heading, Report report, IEnumerable<string> lines)
    {
        if (!lines.Any())
            return;
        report.Line();
        report.Line(heading);
        foreach (var line in lines)
            report.Line(line);
    }
}
