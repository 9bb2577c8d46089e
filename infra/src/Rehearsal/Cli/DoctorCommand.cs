using Rehearsal.Doctor;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>Checks the prerequisites of a rehearsal on this machine. Installs and changes nothing.</summary>
internal static class DoctorCommand
{
    public static async Task<int> RunAsync(string repository, Report report, CancellationToken cancel)
    {
        var registries = Registries.OfAsync(repository, cancel);
        Task<Finding>[] probes = [.. new Prerequisites(repository).All.Select(prerequisite => Finding.OfAsync(prerequisite, cancel))];
        // Print each finding as soon as it is known: some programs take a second to print their version.
        foreach (var probe in probes)
            report.Line($"{(await probe).Prerequisite.Name, -16} {(await probe).Text}");
        var findings = await Task.WhenAll(probes);

        foreach (var (name, addresses) in await registries)
            report.Line($"{name, -16} {addresses}");

        string[] flaws = [.. RepositoryFlaws.Of(repository)];
        string[] lacking =
        [
            .. findings.Where(finding => finding.Prerequisite.IsNeeded && !finding.IsThere).Select(finding => finding.Prerequisite.Name),
        ];
        report.Line();
        foreach (var flaw in flaws)
            report.Line(flaw);
        report.Line(
            (lacking, flaws) switch
            {
                ([], []) => "A rehearsal can run here.",
                ([], _) => "A rehearsal can't run here.",
                _ => $"A rehearsal can't run here without {string.Join(", ", lacking)}.",
            }
        );
        return lacking.Length + flaws.Length == 0 ? ExitCode.Succeeded : ExitCode.WrongUsage;
    }
}
