using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.GitHub;
using Rehearsal.Pipeline;
using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Session;

/// <summary>The steps before the first push: the real CDK CLI bootstraps the account and deploys the pipeline.</summary>
internal sealed class Bootstrap(RehearsalFolder folder, ProcessTable processes, Action<string> note)
{
    private string Log => Path.Combine(folder.Logs, "bootstrap.log");

    /// <summary>Synthesises the working tree with the script of the pipeline's Build action.</summary>
    public async Task<CloudAssembly> SynthesiseAsync(SourceRepository repository, CancellationToken cancel)
    {
        var commit = await repository.CommitAsync(cancel);
        var source = Path.Combine(folder.Temp, "bootstrap");
        await repository.CheckOutAsync(commit, source, cancel);
        note("Bootstrap: synthesising the pipeline");
        await RunAsync(
            source,
            "bash",
            ["infra/steps/synth.sh"],
            new Dictionary<string, string> { ["CODEBUILD_RESOLVED_SOURCE_VERSION"] = commit },
            cancel
        );
        // Keep only the assembly: the packages and builds beside it are half a gigabyte.
        var assembly = Path.Combine(folder.Temp, "bootstrap-assembly");
        Directory.Move(Path.Combine(source, "infra", "cdk.out"), assembly);
        Directory.Delete(source, recursive: true);
        return new(assembly);
    }

    public async Task DeployAsync(CloudAssembly assembly, PipelineDefinition pipeline, LocalCloud cloud, CancellationToken cancel)
    {
        note($"Bootstrap: cdk bootstrap, and the first cdk deploy of {pipeline.StackName}");
        foreach (var secret in assembly.ExpectedSecrets())
            await cloud.CreateSecretAsync(secret, "made-up", cancel);
        await RunAsync(
            folder.Temp,
            "cdk",
            ["bootstrap", "--app", assembly.Folder, $"aws://{LocalCloud.Account}/{LocalCloud.Region}"],
            cloud.Environment,
            cancel
        );
        await RunAsync(
            folder.Temp,
            "cdk",
            ["deploy", "--app", assembly.Folder, "--require-approval", "never", pipeline.StackName],
            cloud.Environment,
            cancel
        );
    }

    private async Task RunAsync(
        string directory,
        string program,
        string[] arguments,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancel
    )
    {
        var code = await processes.RunAsync(
            new()
            {
                Program = program,
                Arguments = arguments,
                WorkingDirectory = directory,
                Environment = environment,
                Log = Log,
            },
            cancel
        );
        if (code != 0)
        {
            throw new ActionFailed(
                string.Join(
                    Environment.NewLine,
                    [
                        $"Bootstrap: \"{program} {string.Join(' ', arguments)}\" ended with {code}.",
                        .. LogFile.Tail(Log).Select(line => $"    | {line}"),
                        $"    The whole log: {Log}",
                    ]
                )
            );
        }
    }
}
