using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rehearsal.CommandLine;
using Rehearsal.Delivery;
using Rehearsal.Reporting;
using Spectre.Console;

namespace Rehearsal.Tests;

/// <summary>
/// This repository's working tree, delivered through its whole pipeline in a folder of its own, from an assembly in which one
/// value was changed by hand; the app stays up for the tests.
/// </summary>
public sealed partial class DeliveredApp : IAsyncLifetime
{
    /// <summary>Where Dev's API looks for its cache, by a value that was changed in the assembly: nothing answers there.</summary>
    private const string ChangedCachePort = "1";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly TemporaryRepository repository = new();
    private readonly StringWriter output = new();
    private readonly CancellationTokenSource stop = new();
    private readonly string assembly = Directory.CreateTempSubdirectory("assembly-").FullName;
    private readonly string[] homeBefore = Home();
    private Task<int> run = Task.FromResult(0);

    public string Output => output.ToString();

    public string Temp => repository.Folder.Temp;

    public Uri Site(string environment) => new(SiteLine().Matches(Output).Select(match => match.Groups["address"].Value).Single(address => address.Contains($"//{environment}.", StringComparison.Ordinal)));

    public Uri Api(string stage) => new(ApiLine().Matches(Output).Single(match => match.Groups["stage"].Value == stage).Groups["address"].Value);

    /// <summary>What stands in the user's home now and did not before, or the other way round; the package caches aside.</summary>
    public IEnumerable<string> ChangedAtHome() => Home().Except(homeBefore).Union(homeBefore.Except(Home()));

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("AWS_PROFILE", "production");
        await CopyWorkingTreeAsync();
        await SynthesiseAsync();
        ChangeWhereDevLooksForItsCache();

        var report = new Report(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(TextWriter.Synchronized(output)) }), plain: true);
        var options = new RunOptions(Gate.Approve, ["Verify"], Exit: false, Plain: true) { Assembly = Path.Combine(assembly, "cdk.out") };
        run = Task.Run(() => new RunCommand(repository.Folder, options, report).RunAsync(stop.Token));
        var deadline = DateTime.UtcNow + Patience;
        while (!Output.Contains("The app stays up", StringComparison.Ordinal))
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
        Environment.SetEnvironmentVariable("AWS_PROFILE", null);
        Directory.Delete(assembly, recursive: true);
        await repository.DisposeAsync();
        stop.Dispose();
        await output.DisposeAsync();
    }

    private Task CopyWorkingTreeAsync() => ShellAsync(ThisRepository.Root, $"git ls-files -coz --exclude-standard | tar --null -T - -cf - | tar -xf - -C '{repository.Root}'");

    private Task SynthesiseAsync() => ShellAsync(repository.Root, $"CODEBUILD_RESOLVED_SOURCE_VERSION=none infra/steps/synth.sh && mv infra/cdk.out '{assembly}/cdk.out'");

    private void ChangeWhereDevLooksForItsCache()
    {
        var template = Directory.EnumerateFiles(assembly, "*DevBackendApp*.template.json", SearchOption.AllDirectories).Single();
        var json = JsonNode.Parse(File.ReadAllText(template))!;
        var variables = from resource in json["Resources"]!.AsObject()
                        where (string?)resource.Value!["Type"] == "AWS::ECS::TaskDefinition"
                        from container in resource.Value!["Properties"]!["ContainerDefinitions"]!.AsArray()
                        from variable in container!["Environment"]!.AsArray()
                        where (string?)variable!["Name"] == "CACHE_PORT"
                        select variable;
        foreach (var variable in variables)
            variable["Value"] = ChangedCachePort;
        File.WriteAllText(template, json.ToJsonString());
    }

    private async Task ShellAsync(string directory, string command)
    {
        var log = Path.Combine(repository.Folder.Root, "set-up.log");
        var code = await repository.Processes.RunAsync(new() { Program = "bash", Arguments = ["-c", $"set -o pipefail; {command}"], WorkingDirectory = directory, Log = log }, CancellationToken.None);
        if (code != 0)
            throw new InvalidOperationException($"{command} ended with {code}:{Environment.NewLine}{await File.ReadAllTextAsync(log)}");
    }

    private static string[] Home()
    {
        string[] caches = [".npm", ".nuget", ".cache", ".dotnet", ".local", ".templateengine"];
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return [.. Directory.EnumerateFileSystemEntries(home).Where(entry => !caches.Contains(Path.GetFileName(entry))).SelectMany(WithContent).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> WithContent(string entry) => Directory.Exists(entry)
        ? Directory.EnumerateFileSystemEntries(entry).Prepend(entry)
        : [$"{entry} of {File.GetLastWriteTimeUtc(entry):O}"];

    [GeneratedRegex(@"^  Site  (?<address>\S+)", RegexOptions.Multiline)]
    private static partial Regex SiteLine();

    [GeneratedRegex(@"^  API   (?<address>\S+)  \(Expenses-(?<stage>\w+)-", RegexOptions.Multiline)]
    private static partial Regex ApiLine();
}
