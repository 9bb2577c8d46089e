using Rehearsal.Assembly;
using Rehearsal.Cloud;
using Rehearsal.Delivery;
using Rehearsal.Reporting;
using Spectre.Console;

namespace Rehearsal.Tests;

/// <summary>Takes a small pipeline through the rehearsal, on a real emulator, and keeps what people would see.</summary>
internal sealed class RunningPipeline(TemporaryRepository repository, LocalCloud cloud)
{
    public string Output { get; private set; } = "";

    public bool Approves { get; init; } = true;

    public IReadOnlyCollection<string> Skipped { get; init; } = [];

    public async Task<Outcome> RunAsync(SmallPipeline pipeline, Func<Execution, PipelineDefinition?>? deployed = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var assembly = Path.Combine(repository.Folder.Temp, "cdk.out");
        pipeline.Write(assembly);

        var source = new SourceRepository(repository.Folder, repository.Processes);
        var commit = await source.CommitAsync(cancel);
        await source.ServeAsync("example/small", "main", commit, cancel);

        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        var report = new Report(console, plain: true);
        var runner = new ActionRunner(repository.Folder, repository.Processes, cloud, source, report, _ => Task.FromResult(Approves));
        var outcome = await new PipelineRun(runner, Skipped, report).RunAsync(new CloudAssembly(assembly).Pipeline(), new Execution(repository.Folder, commit), deployed ?? (_ => null), cancel);
        Output = output.ToString();
        return outcome;
    }
}
