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
    /// <summary>The qualifier of apps that choose none.</summary>
    private const string DefaultQualifier = "hnb659fds";

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

    /// <summary>Copies an assembly that another app has made: the CDK CLI writes into it.</summary>
    public async Task<CloudAssembly> CopyAsync(string assembly, CancellationToken cancel)
    {
        var copy = Path.Combine(folder.Temp, "bootstrap-assembly");
        await RunAsync(folder.Temp, "cp", ["-a", assembly, copy], new Dictionary<string, string>(), cancel);
        return new(copy);
    }

    public async Task DeployAsync(CloudAssembly assembly, PipelineDefinition pipeline, LocalCloud cloud, CancellationToken cancel)
    {
        note($"Bootstrap: cdk bootstrap, and the first cdk deploy of {pipeline.Stack.StackName}");
        foreach (var secret in assembly.ExpectedSecrets())
            await cloud.CreateSecretAsync(secret, "made-up", cancel);
        var home = pipeline.Stack.Environment;
        var places = assembly.Stacks(home).Select(stack => (stack.Environment, Qualifier: stack.Qualifier ?? DefaultQualifier)).Distinct();
        foreach (var account in places.GroupBy(place => (place.Environment.Account, place.Qualifier)))
        {
            string[] options = [.. Options(account.Key.Account, account.Key.Qualifier, home)];
            await RunAsync(
                folder.Temp,
                "cdk",
                ["bootstrap", "--app", assembly.Folder, .. options, .. account.Select(place => place.Environment.Address)],
                await cloud.EnvironmentOfAsync(account.First().Environment, cancel),
                cancel
            );
        }
        await RunAsync(
            folder.Temp,
            "cdk",
            ["deploy", "--app", assembly.Folder, "--require-approval", "never", pipeline.Stack.Id],
            await cloud.EnvironmentOfAsync(home, cancel),
            cancel
        );
    }

    /// <summary>Gets the options of cdk bootstrap: the qualifier of the app, and the trust of another account in the pipeline's.</summary>
    private static IEnumerable<string> Options(string account, string qualifier, AwsEnvironment home) =>
        [
            .. qualifier == DefaultQualifier
                ? Array.Empty<string>()
                : ["--qualifier", qualifier, "--toolkit-stack-name", $"CDKToolkit-{qualifier}"],
            .. account == home.Account
                ? Array.Empty<string>()
                : ["--trust", home.Account, "--cloudformation-execution-policies", "arn:aws:iam::aws:policy/AdministratorAccess"],
        ];

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
