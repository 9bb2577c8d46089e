using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rehearsal.App.Faults;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.App.Faults;

public sealed class FaultTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    /// <summary>A fault for each change of the sources.</summary>
    public static TheoryData<string> Names => [.. Fault.All.DistinctBy(fault => fault.Change).Select(fault => fault.Name)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_releases_another_backend_and_leaves_the_pipeline_alone(string name)
    {
        await ShellAsync(
            ThisRepository.Root,
            $"git ls-files -z .github infra app-backend | tar --null -T - -cf - | tar -xf - -C '{repository.Root}'"
                + $" && cd '{repository.Root}' && git init -q && git add -A"
        );
        Fault.Named(name).Change(repository.Root, "Prod");
        await ShellAsync(repository.Root, "git add --intent-to-add app-backend infra && git diff --name-only > changed.txt");
        var changed = await File.ReadAllLinesAsync(Path.Combine(repository.Root, "changed.txt"), Cancel);
        Assert.Contains(changed, file => file.StartsWith("app-backend/src/", StringComparison.Ordinal));
        Assert.DoesNotContain(changed, file => file.StartsWith("infra/src/Pipelines/Delivery/", StringComparison.Ordinal));
    }

    /// <summary>The migration must fail on existing rows, not on a table that later migrations have renamed.</summary>
    [Fact]
    public async Task The_failing_migration_alters_an_existing_table()
    {
        await ShellAsync(ThisRepository.Root, $"git ls-files -z app-backend | tar --null -T - -cf - | tar -xf - -C '{repository.Root}'");
        Fault.Named("failing-migration").Change(repository.Root, "Prod");
        var folder = Path.Combine(repository.Root, "app-backend", "src", "database", "migrations");
        var migrations = string.Concat(Directory.EnumerateFiles(folder, "0*.ts").Order().Select(File.ReadAllText));
        var altered = Regex.Match(File.ReadAllText(Path.Combine(folder, "index.ts")), @"alterTable\('(\w+)'\)").Groups[1].Value;
        Assert.Contains(altered, Names(@"createTable\('(\w+)'\)|renameTo\('(\w+)'\)"));
        Assert.DoesNotContain(altered, Names(@"alterTable\('(\w+)'\)\.renameTo"));

        IEnumerable<string> Names(string pattern) =>
            Regex.Matches(migrations, pattern).Select(match => match.Groups.Values.Last(group => group.Success).Value);
    }

    [Fact]
    public async Task A_missing_permission_is_missing_in_one_environment_only()
    {
        const string Template = """
            {
              "Resources": {
                "Logs": { "Properties": { "PolicyDocument": { "Statement": [{ "Action": "logs:*", "Effect": "Allow" }] } } },
                "Role": { "Properties": { "PolicyDocument": { "Statement": [
                  { "Action": ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], "Effect": "Allow" }] } } }
              }
            }
            """;
        foreach (var environment in (string[])["Dev", "Prod"])
            repository.Write($"infra/cdk.out/assembly-App-{environment}/{environment}BackendApp.template.json", Template);
        repository.Write("infra/steps/synth.sh", "true\n");
        repository.Write("app-backend/src/main.ts", "");
        Fault.Named("missing-permission").Change(repository.Root, "Prod");
        await ShellAsync(repository.Root, "bash infra/steps/synth.sh");
        Assert.Equal(["Allow", "Deny"], Effects("Prod"));
        Assert.Equal(["Allow", "Allow"], Effects("Dev"));

        IEnumerable<string> Effects(string environment)
        {
            var file = Path.Combine(repository.Root, $"infra/cdk.out/assembly-App-{environment}/{environment}BackendApp.template.json");
            return JsonNode.Parse(File.ReadAllText(file))!["Resources"]!
                .AsObject()
                .Select(resource => (string)resource.Value!["Properties"]!["PolicyDocument"]!["Statement"]![0]!["Effect"]!);
        }
    }

    [Fact]
    public void A_fault_of_a_skipped_stage_is_refused()
    {
        var refusal = Assert.Throws<UserError>(() => Fault.Named("failing-unit-test").Check([], null!)).Message;
        Assert.Equal("--fault failing-unit-test: the stage Verify finds it, so don't skip it.", refusal);
    }

    [Fact]
    public void An_unknown_fault_is_refused_with_the_known_ones()
    {
        var refusal = Assert.Throws<UserError>(() => Fault.Named("flood")).Message;
        Assert.Contains("--fault flood", refusal, StringComparison.Ordinal);
        Assert.All(Fault.All, fault => Assert.Contains(fault.Name, refusal, StringComparison.Ordinal));
    }

    private async Task ShellAsync(string directory, string command) =>
        Assert.Equal(
            0,
            await repository.Processes.RunAsync(
                new()
                {
                    Program = "bash",
                    Arguments = ["-c", command],
                    WorkingDirectory = directory,
                    Log = Path.Combine(repository.Folder.Logs, "shell.log"),
                },
                Cancel
            )
        );
}
