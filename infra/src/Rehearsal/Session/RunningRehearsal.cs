using Rehearsal.App;
using Rehearsal.App.Faults;
using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Containers;
using Rehearsal.GitHub;
using Rehearsal.Pipeline;
using Rehearsal.Processes;
using Rehearsal.Reporting;
using Rehearsal.Workspace;

namespace Rehearsal.Session;

/// <summary>A running rehearsal: the local account, the pipeline deployed in it, and the repository.</summary>
internal sealed class RunningRehearsal : IAsyncDisposable
{
    private readonly SourceRepository repository;
    private readonly PipelineSources sources;
    private readonly Action<string> note;
    private readonly CancellationToken lifetime;

    private RunningRehearsal(
        SourceRepository repository,
        LocalCloud cloud,
        PipelineEngine engine,
        Approvals approvals,
        FaultTrigger trigger,
        PipelineSources sources,
        Action<string> note,
        CancellationToken lifetime
    ) =>
        (this.repository, Cloud, Engine, Approvals, Trigger, this.sources, this.note, this.lifetime) = (
            repository,
            cloud,
            engine,
            approvals,
            trigger,
            sources,
            note,
            lifetime
        );

    /// <summary>Whether the app is not this repository's.</summary>
    public bool IsOtherApp { get; private init; }

    public LocalCloud Cloud { get; }

    public PipelineEngine Engine { get; }

    public Approvals Approvals { get; }

    public FaultTrigger Trigger { get; }

    /// <summary>Starts the account, synthesises the working tree and deploys its pipeline.</summary>
    public static async Task<RunningRehearsal> StartAsync(
        RehearsalFolder folder,
        ProcessTable processes,
        RunOptions options,
        Report report,
        CancellationToken cancel
    )
    {
        await Tools.InstallAsync(folder, processes, report.Note, cancel);
        var repository = new SourceRepository(folder, processes, options.App?.Source);
        var bootstrap = new Bootstrap(folder, processes, report.Note);
        var given = options.App is { } app ? await bootstrap.CopyAsync(app.Assembly, cancel) : null;
        var home = given?.Pipeline(LocalCloud.DefaultHome).Stack.Environment ?? LocalCloud.DefaultHome;

        // Start the account while the CDK synthesises the templates.
        report.Note("Starting the AWS emulator");
        ISourceBuild build = given is null ? new BackendBuild(folder, processes) : new NoSourceBuild();
        var starting = LocalCloud.StartAsync(folder, processes, build, report.Note, cancel, home: home);
        try
        {
            var assembly = given ?? await bootstrap.SynthesiseAsync(repository, cancel);
            var pipeline = assembly.Pipeline(home);
            options.CheckSkipped(pipeline);
            if (given is null)
                pipeline.Check(options.Skip);
            else
                await CheckAsync(given, pipeline, options, await starting, report, cancel);
            report.Expect(pipeline);
            await repository.CommitAsync(cancel);
            var sources = await PipelineSources.ServeAsync(pipeline, repository, options.Clones, cancel);

            var cloud = await starting;
            options.CheckFaults(pipeline, cloud);
            await bootstrap.DeployAsync(assembly, pipeline, cloud, cancel);
            var approvals = new Approvals(options.Gate, AskAsync, TimeProvider.System);
            var runner = new ActionRunner(folder, processes, cloud, repository, approvals, options.Builds);
            var store = new ExecutionStore(folder);
            var trigger = new FaultTrigger(cloud, processes, repository, report.Note, cancel);
            var observers = new ExecutionObservers(new ExecutionRecorder(store), report, trigger);
            var stages = new StageRun(runner, new(runner, new(cloud, observers, TimeProvider.System), observers), options.Skip, observers);
            return new(repository, cloud, new(store, pipeline, stages, observers), approvals, trigger, sources, report.Note, cancel)
            {
                IsOtherApp = given is not null,
            };

            async Task<bool> AskAsync(string question, CancellationToken over) =>
                await report.AskAsync(
                    question,
                    [
                        .. await new FinalPage(report, cloud, pipeline).AddressesAsync(over),
                        .. given is null ? [DemoData.SignIn] : Array.Empty<string>(),
                    ],
                    over
                );
        }
        catch
        {
            repository.Dispose();
            await (await starting).DisposeAsync();
            throw;
        }
    }

    /// <exception cref="UserError">The assembly has something that can't be rehearsed.</exception>
    private static async Task CheckAsync(
        CloudAssembly assembly,
        PipelineDefinition pipeline,
        RunOptions options,
        LocalCloud cloud,
        Report report,
        CancellationToken cancel
    )
    {
        var check = new AssemblyCheck(assembly, pipeline, cloud);
        pipeline.Check(options.Skip, await check.UnsupportedAsync(cancel));
        foreach (var idle in check.Idle)
            await cloud.AddDifferenceAsync($"Nothing runs behind these resources of {idle}", cancel);
        foreach (var idle in check.Idle)
            report.Note($"Nothing runs behind these resources of {idle}");
    }

    /// <summary>Delivers the working tree as it is now.</summary>
    /// <param name="settings">Settings that this delivery has another value of, such as Dev.vpc.availabilityZones=3.</param>
    public async Task<StartedExecution> PushAsync(params string[] settings)
    {
        if (settings.Length > 0 && IsOtherApp)
            RehearsedApp.Refuse("push --with");
        ChangedSetting[] changed = [.. settings.Select(setting => new ChangedSetting(setting))];
        var commit = await repository.CommitAsync(lifetime);
        return await DeliverAsync(
            changed.Length == 0
                ? commit
                : await repository.CommitOnTopAsync(
                    commit,
                    string.Join(", ", settings),
                    source => ChangedSetting.Apply(changed, source),
                    lifetime
                )
        );
    }

    /// <summary>Fills the first environment with demo data.</summary>
    public Task<string> FillWithDemoAsync(string? email)
    {
        if (IsOtherApp)
            RehearsedApp.Refuse("demo");
        return new DemoData(Cloud, Engine.Pipeline).FillAsync(email, lifetime);
    }

    /// <summary>Delivers another release on top of a commit, changed for a fault in the last stage.</summary>
    public async Task<StartedExecution> PushAsync(Fault fault, string onTopOf) =>
        await DeliverAsync(
            await repository.CommitOnTopAsync(
                onTopOf,
                fault.ProblemIn(Engine.LastStage),
                source => fault.Change(source, Engine.LastStage),
                lifetime
            )
        );

    public async ValueTask DisposeAsync()
    {
        await Engine.SettleAsync();
        await Cloud.DisposeAsync();
        repository.Dispose();
    }

    private async Task<StartedExecution> DeliverAsync(string commit)
    {
        var changed = await sources.PushAsync(commit, lifetime);
        if (sources.AreSeveral)
            note($"Started by {string.Join(" and ", changed.DefaultIfEmpty("hand: no source has changed"))}.");
        return Engine.Push(commit, lifetime);
    }
}
