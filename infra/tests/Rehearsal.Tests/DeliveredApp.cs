using System.Reflection;
using System.Text.RegularExpressions;
using Rehearsal.Cli;
using Rehearsal.Network;
using Rehearsal.Pipeline;
using Rehearsal.Reporting;
using Rehearsal.Session;
using Rehearsal.Tls;
using Rehearsal.Workspace;
using Spectre.Console;

namespace Rehearsal.Tests;

/// <summary>
/// This repository's working tree, delivered through its whole pipeline in a separate folder, from an assembly with one manually changed
/// value. The app keeps running for the tests.
/// </summary>
public sealed partial class DeliveredApp : IAsyncLifetime
{
    /// <summary>The changed port of Dev's cache, where nothing listens.</summary>
    private const string ChangedCachePort = "1";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    /// <summary>The program that synthesises, which is built before the tests.</summary>
    private static readonly string PipelinesProgram = typeof(DeliveredApp)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "PipelinesProgram")
        .Value!;

    private readonly TemporaryRepository repository = new();

    /// <summary>Takes the port of the first site, as another program of a developer does. Null if one already does.</summary>
    private readonly PortReservation? portOfDev = PortReservation.Take(3000);
    private readonly StringWriter output = new();
    private readonly CancellationTokenSource stop = new();
    private readonly MadeUpHome home = new();
    private readonly string synthesised = Directory.CreateTempSubdirectory("synthesised-").FullName;
    private Task<int> run = Task.FromResult(0);

    public string Output => output.ToString();

    public string Temp => repository.Folder.Temp;

    public RehearsalFolder Folder => repository.Folder;

    public Uri Site(string environment) =>
        new(
            SiteLine()
                .Matches(Output)
                .Select(match => match.Groups["address"].Value)
                .Single(address => address.Contains($"//{environment}.", StringComparison.Ordinal))
        );

    public Uri Api(string stage) =>
        new(ApiLine().Matches(Output).Single(match => match.Groups["stage"].Value == stage).Groups["address"].Value);

    /// <summary>Reads the API's log of a stage.</summary>
    public async Task<string> ApiLogAsync(string stage)
    {
        var logs = Directory.GetFiles(repository.Folder.Logs, $"*{stage}-BackendApp*.api.log");
        return string.Concat(await Task.WhenAll(logs.Select(log => File.ReadAllTextAsync(log))));
    }

    /// <summary>Creates an HTTP client that trusts the rehearsal's certificate authority.</summary>
    public HttpClient Client(Uri address) =>
        CertificateAuthority.Client(Path.Combine(repository.Folder.Data, "certificate-authority.pem"), address);

    /// <summary>Runs a command from another terminal.</summary>
    public Task<(int Code, string Output)> RunAsync(params string[] words) => RehearsalProgram.RunAsync(repository, words);

    /// <summary>The changes in the user's home.</summary>
    public IEnumerable<string> ChangedAtHome => home.Changed;

    internal SynthesisedAssembly Assembly => new(Path.Combine(synthesised, "cdk.out"));

    public async ValueTask InitializeAsync()
    {
        await ThisRepository.InstallAsync(repository.Processes, CancellationToken.None);
        repository.ShareJavaScriptOfCdk();
        await CopyWorkingTreeAsync();
        // A third environment between the two: the rehearsal must support any number.
        TestSettings.WriteTo(repository.Root, delivery => delivery.AddEnvironment("Staging", like: "Dev"));
        await SynthesiseAsync();
        ChangeWhereDevLooksForItsCache();
        repository.Write("infra/steps/synth.sh", Assembly.SynthScript);

        var report = new Report(
            AnsiConsole.Create(
                new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(TextWriter.Synchronized(output)) }
            ),
            plain: true
        );
        var options = new RunOptions(Gate.Approve, ["Verify"], Exit: false);
        run = Task.Run(() => new RunCommand(repository.Folder, options, report).RunAsync(stop.Token));
        var deadline = DateTime.UtcNow + Timeout;
        while (!Output.Contains("The rehearsal stays up", StringComparison.Ordinal))
        {
            if (run.IsCompleted || DateTime.UtcNow > deadline)
                throw new InvalidOperationException($"The delivery did not reach its end:{Environment.NewLine}{Output}", run.Exception);
            await Task.Delay(200);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await run;
        home.Dispose();
        Directory.Delete(synthesised, recursive: true);
        await repository.DisposeAsync();
        stop.Dispose();
        portOfDev?.Dispose();
        await output.DisposeAsync();
    }

    private Task CopyWorkingTreeAsync() =>
        ShellAsync(ThisRepository.Root, $"git ls-files -coz --exclude-standard | tar --null -T - -cf - | tar -xf - -C '{repository.Root}'");

    private Task SynthesiseAsync() =>
        ShellAsync(
            repository.Root,
            $"'{ThisRepository.Root}/infra/node_modules/.bin/cdk' synth --quiet --output '{Assembly.Folder}' "
                + $"--app \"dotnet '{PipelinesProgram}'\""
        );

    private void ChangeWhereDevLooksForItsCache() =>
        Assembly.Change(
            "*DevBackendApp*.template.json",
            resources =>
            {
                var variables =
                    from task in SynthesisedAssembly.OfType(resources, "AWS::ECS::TaskDefinition")
                    from container in task["ContainerDefinitions"]!.AsArray()
                    from variable in container!["Environment"]!.AsArray()
                    where (string?)variable!["Name"] == "CACHE_PORT"
                    select variable;
                foreach (var variable in variables)
                    variable["Value"] = ChangedCachePort;
            }
        );

    private async Task ShellAsync(string directory, string command)
    {
        var log = Path.Combine(repository.Folder.Root, "set-up.log");
        var code = await repository.Processes.RunAsync(
            new()
            {
                Program = "bash",
                Arguments = ["-c", $"set -o pipefail; {command}"],
                WorkingDirectory = directory,
                Log = log,
            },
            CancellationToken.None
        );
        if (code != 0)
            throw new InvalidOperationException($"{command} ended with {code}:{Environment.NewLine}{await File.ReadAllTextAsync(log)}");
    }

    [GeneratedRegex(@"^  Site  (?<address>\S+)", RegexOptions.Multiline)]
    private static partial Regex SiteLine();

    [GeneratedRegex(@"^  API   (?<address>\S+)  \(Expenses-(?<stage>\w+)-", RegexOptions.Multiline)]
    private static partial Regex ApiLine();
}
