using Rehearsal.Assembly;
using Rehearsal.Cloud;
using Rehearsal.Delivery;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.CommandLine;

/// <summary>Delivers the working tree through the pipeline that it describes.</summary>
public sealed class RunCommand(RehearsalFolder folder, RunOptions options, Report report)
{
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (options.Gate == Gate.Ask && Console.IsInputRedirected)
            throw new UserError("The pipeline will ask for an approval, and there is no terminal to answer at: say --approve or --reject.");
        Tools.Check();
        using var alone = RehearsalLock.Take(folder);
        if (Leftovers.Clear(folder) is > 0 and var ended)
            report.Note($"Ended {ended} processes that a killed rehearsal had left.");
        folder.Clear();

        await using var memory = PeakMemory.Watch();
        await using var processes = new ProcessTable(folder);
        await using var stopping = cancel.Register(() => report.Note("Stopping what runs"));
        try
        {
            return await DeliverAsync(processes, memory, cancel);
        }
        catch (ActionFailed error)
        {
            report.Line(error.Message);
            return ExitCode.Failed;
        }
    }

    private async Task<int> DeliverAsync(ProcessTable processes, PeakMemory memory, CancellationToken cancel)
    {
        await Tools.InstallAsync(folder, processes, report.Note, cancel);
        var repository = new SourceRepository(folder, processes);
        var commit = await repository.CommitAsync(cancel);
        var bootstrap = new Bootstrap(folder, processes, report);
        var assembly = await AssemblyAsync(repository, bootstrap, commit, cancel);
        var pipeline = assembly.Pipeline();
        report.Expect(pipeline);
        CheckSkipped(pipeline);
        var source = pipeline.Stages[0].Actions[0].Configuration;
        await repository.ServeAsync(source["FullRepositoryId"], source["BranchName"], commit, cancel);

        report.Note("Starting the AWS emulator");
        await using var cloud = await LocalCloud.StartAsync(folder, processes, report.Note, cancel);
        await bootstrap.DeployAsync(assembly, pipeline, cloud, cancel);

        var runner = new ActionRunner(folder, processes, cloud, repository, report, action => ApproveAsync(action, cloud, cancel)) { GivenAssembly = options.Assembly };
        var deliveries = new Deliveries(folder, pipeline, runner, options.Skip, report);
        var (outcome, results) = await deliveries.DeliverAsync(commit, cancel);
        if (outcome == Outcome.Succeeded && options.Fault is { } fault)
        {
            report.Note($"A second release: {fault.Story.ToLowerInvariant()}.");
            var broken = await repository.CommitOnTopAsync(commit, source["BranchName"], fault.Story, fault.Break, cancel);
            using var witness = await Witness.StartAsync(cloud.Apis.Last().Address, cancel);
            (outcome, results) = await deliveries.DeliverAsync(broken, cancel);
            var (acknowledged, missing, refused) = await witness.CountAsync(cancel);
            report.Note($"Meanwhile a client wrote expenses into {cloud.Apis.Last().Stack}: {acknowledged} were acknowledged, {missing} of them are missing, {refused} were refused.");
        }
        await new FinalPage(report, cloud).ShowAsync(outcome, results, memory, cancel);
        if (outcome == Outcome.Succeeded && !options.Exit)
        {
            report.Line("The app stays up until you press Ctrl-C.");
            await Task.Delay(Timeout.Infinite, cancel).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        return ExitCode.Of(outcome);
    }

    private async Task<CloudAssembly> AssemblyAsync(SourceRepository repository, Bootstrap bootstrap, string commit, CancellationToken cancel)
    {
        if (options.Assembly is { } given)
            return new(given);
        var source = Path.Combine(folder.Artifacts, "bootstrap");
        await repository.CheckOutAsync(commit, source, cancel);
        return await bootstrap.SynthesiseAsync(source, commit, cancel);
    }

    private void CheckSkipped(PipelineDefinition pipeline)
    {
        string[] stages = [.. pipeline.Stages.Select(stage => stage.Name)];
        string[] needed = ["Source", "Build"];
        foreach (var stage in options.Skip)
        {
            if (!stages.Contains(stage))
                throw new UserError($"--skip {stage}: the pipeline has no such stage; it has {string.Join(", ", stages)}.");
            if (needed.Contains(stage))
                throw new UserError($"--skip {stage}: every later stage works on what {stage} produces.");
        }
    }

    private async Task<bool> ApproveAsync(string action, LocalCloud cloud, CancellationToken cancel) => options.Gate == Gate.Ask
        ? await report.AskAsync($"{action}: promote this release?", await new FinalPage(report, cloud).AddressesAsync(cancel), cancel)
        : options.Gate == Gate.Approve;
}
