using Rehearsal.Doctor;
using Rehearsal.Reporting;

namespace Rehearsal.CommandLine;

/// <summary>Tells of each part of a rehearsal what this machine has of it. Installs and changes nothing.</summary>
internal static class DoctorCommand
{
    public static async Task<int> RunAsync(string repository, Report report, CancellationToken cancel)
    {
        var findings = await Task.WhenAll(new Parts(repository).All.Select(part => Finding.OfAsync(part, cancel)));
        foreach (var finding in findings)
            report.Line($"{finding.Part.Name,-16} {finding.Text}");

        string[] lacking = [.. findings.Where(finding => finding.Part.IsNeeded && !finding.IsThere).Select(finding => finding.Part.Name)];
        report.Line();
        report.Line(lacking.Length == 0 ? "A rehearsal can run here." : $"No rehearsal can run here without {string.Join(", ", lacking)}.");
        return lacking.Length == 0 ? ExitCode.EndReached : ExitCode.WrongUsage;
    }
}
