using Rehearsal.App.Faults;
using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.GitHub;
using Rehearsal.Pipeline;
using Rehearsal.Reporting;
using Spectre.Console;

namespace Rehearsal.Tests.Pipeline;

/// <summary>A small pipeline in the rehearsal, on a real emulator: takes pushes and keeps the output.</summary>
internal sealed class RunningPipeline(TemporaryRepository repository, LocalCloud cloud, SmallPipeline pipeline) : IDisposable
{
    private readonly StringWriter output = new();
    private readonly SemaphoreSlim questions = new(0);
    private SourceRepository? source;
    private PipelineSources? sources;
    private FaultTrigger? trigger;

    public string Output
    {
        get
        {
            // The executions write meanwhile. A synchronized writer locks itself.
            lock (Writer)
                return output.ToString();
        }
    }

    public Gate Gate { get; init; } = Gate.Approve;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public IReadOnlyCollection<string> Skipped { get; init; } = [];

    /// <summary>CodeBuild's quota for each type of environment.</summary>
    public int? Builds { get; init; }

    /// <summary>The clones of the other repositories that the pipeline reads.</summary>
    public IReadOnlyDictionary<string, string> Clones { get; init; } = new Dictionary<string, string>();

    /// <summary>The sources that started the latest execution.</summary>
    public IReadOnlyList<string> Started { get; private set; } = [];

    public IReadOnlyList<ExecutionRecord> Executions => new ExecutionStore(repository.Folder).All();

    /// <summary>Reads the log of an action of the only execution.</summary>
    public string Log(string stage, string action) =>
        File.ReadAllText(Path.Combine(new ExecutionStore(repository.Folder).Logs(Executions.Single().Id), $"{stage}.{action}.log"));

    public PipelineEngine Engine
    {
        get => field ??= Start();
        private set;
    }

    public Approvals Approvals { get; private set; } = null!;

    private TextWriter Writer => field ??= TextWriter.Synchronized(output);

    private string Assembly => Path.Combine(repository.Folder.Temp, "cdk.out");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Pushes a release, a commit with a text in release.txt.</summary>
    public async Task<StartedExecution> BeginAsync(string release)
    {
        var engine = Engine;
        if (pipeline.HasRoles)
            await DeployAsync();
        repository.Write("release.txt", release);
        var commit = await source!.CommitAsync(Cancel);
        sources ??= await ServeSourcesAsync();
        Started = await sources.PushAsync(commit, Cancel);
        return engine.Push(commit, Cancel);
    }

    /// <summary>Serves the repositories of the pipeline, as the rehearsal does before the first push.</summary>
    public async Task<PipelineSources> ServeSourcesAsync()
    {
        _ = Engine;
        if (!Directory.Exists(repository.Folder.Origin))
            await source!.CommitAsync(Cancel);
        var definition = new CloudAssembly(Assembly).Pipeline(LocalCloud.DefaultHome);
        return await PipelineSources.ServeAsync(definition, source!, Clones, Cancel);
    }

    /// <summary>Pushes another release with a fault, and waits for its end.</summary>
    public async Task<Outcome> PushAsync(Fault fault, string stage = "Prod")
    {
        fault.Change(repository.Root, stage);
        Approvals.Gate = fault.Answer ?? Gate;
        trigger!.Arm(fault, stage);
        return await PushAsync("two");
    }

    /// <summary>Pushes a release and waits for its end.</summary>
    public async Task<Outcome> PushAsync(string release = "one") => await OutcomeAsync(await BeginAsync(release));

    public static async Task<Outcome> OutcomeAsync(StartedExecution started) =>
        (await started.End.WaitAsync(TimeSpan.FromMinutes(5), Cancel)).Record.Outcome!.Value;

    /// <summary>Waits until the pipeline asks for an approval.</summary>
    public Task QuestionAsync() => questions.WaitAsync(TimeSpan.FromMinutes(5), Cancel);

    public void Dispose()
    {
        source?.Dispose();
        questions.Dispose();
        output.Dispose();
    }

    /// <summary>Deploys the pipeline's stack, which has the roles of the builds.</summary>
    private Task DeployAsync() =>
        cloud.DeployStackAsync(
            new()
            {
                StackName = "Small",
                TemplateFile = Path.Combine(Assembly, "Small.template.json"),
                Source = "",
                Log = Path.Combine(repository.Folder.Logs, "small.log"),
            },
            Cancel
        );

    private PipelineEngine Start()
    {
        pipeline.Write(Assembly);
        var report = new Report(
            AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(Writer) }),
            plain: true
        );
        source = new(repository.Folder, repository.Processes);
        Approvals = new(Gate, AskAsync, Time);
        var runner = new ActionRunner(repository.Folder, repository.Processes, cloud, source, Approvals, Builds);
        var store = new ExecutionStore(repository.Folder);
        trigger = new(cloud, repository.Processes, source, report.Note, Cancel);
        var observers = new ExecutionObservers(new ExecutionRecorder(store), report, trigger);
        return new(
            store,
            new CloudAssembly(Assembly).Pipeline(LocalCloud.DefaultHome),
            new(runner, new(runner, new(cloud, observers, Time), observers), Skipped, observers),
            observers
        );
    }

    /// <summary>Waits without an answer: no user is at this terminal.</summary>
    private async Task<bool> AskAsync(string question, CancellationToken cancel)
    {
        questions.Release();
        await Task.Delay(Timeout.Infinite, cancel);
        return false;
    }
}
