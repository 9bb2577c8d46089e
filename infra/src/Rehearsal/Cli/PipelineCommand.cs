using Rehearsal.Aws;
using Rehearsal.Doctor;
using Rehearsal.GitHub;
using Rehearsal.Processes;
using Rehearsal.Reporting;
using Rehearsal.Session;
using Rehearsal.Workspace;

namespace Rehearsal.Cli;

/// <summary>Prints the pipeline of the working tree. Synthesises it first, so that it is never out of date.</summary>
internal sealed class PipelineCommand(RehearsalFolder folder, Report report)
{
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await Prerequisites.CheckAsync(folder.Repository, cancel);
        using var alone = RehearsalLock.Take(folder);
        folder.Clear();
        await using var processes = new ProcessTable(folder);
        await Tools.InstallAsync(folder, processes, report.Note, cancel);

        using var repository = new SourceRepository(folder, processes);
        var pipeline = (await new Bootstrap(folder, processes, report.Note).SynthesiseAsync(repository, cancel)).Pipeline(
            LocalCloud.DefaultHome
        );

        report.Line($"Pipeline {pipeline.Name}");
        foreach (var stage in pipeline.Stages)
        {
            report.Line($"{stage.Name}  {stage.Reactions}".TrimEnd());
            foreach (var action in stage.Actions.OrderBy(action => action.RunOrder))
                report.Line($"  {action.RunOrder, 2}  {action.Name, -34} {action.Provider}");
        }
        return ExitCode.Succeeded;
    }
}
