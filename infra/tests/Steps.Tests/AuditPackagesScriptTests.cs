using System.Text.Json.Nodes;

namespace Steps.Tests;

/// <summary>With npm and NuGet themselves, and two apps of one package that runs and one that only builds.</summary>
public sealed class AuditPackagesScriptTests : IAsyncDisposable
{
    private const string Finding = "GHSA-aaaa-bbbb-0001";

    private readonly TemporaryRepository repository = new();

    private readonly StepScripts scripts;

    public AuditPackagesScriptTests(StepScripts scripts)
    {
        this.scripts = scripts;
        foreach (var script in Directory.EnumerateFiles(StepScripts.Folder))
            repository.Write(Path.Combine("infra", "steps", Path.GetFileName(script)), File.ReadAllText(script));
        foreach (var app in (string[])["app-backend", "app-frontend"])
        {
            repository.Write(
                $"{app}/package.json",
                """{ "name": "app", "version": "1.0.0", "dependencies": { "runs": "1.0.0" }, "devDependencies": { "builds": "1.0.0" } }"""
            );
            repository.Write(
                $"{app}/package-lock.json",
                """
                {
                  "name": "app", "version": "1.0.0", "lockfileVersion": 3, "requires": true,
                  "packages": {
                    "": { "name": "app", "version": "1.0.0", "dependencies": { "runs": "1.0.0" }, "devDependencies": { "builds": "1.0.0" } },
                    "node_modules/runs": { "version": "1.0.0" },
                    "node_modules/builds": { "version": "1.0.0", "dev": true }
                  }
                }
                """
            );
            repository.Write($"{app}/accepted-findings.txt", "# Reasons.\n");
        }
        Refuse("HIGH");
    }

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Theory]
    [InlineData("HIGH", "high", "HIGH")]
    [InlineData("HIGH", "critical", "CRITICAL")]
    [InlineData("MEDIUM", "moderate", "MEDIUM")]
    public async Task A_package_with_a_severe_finding_stops_and_is_named(string limit, string severity, string name)
    {
        Refuse(limit);
        await using var registry = await Advisories.StartAsync(("runs", severity, Finding));
        var (code, output) = await AuditAsync(registry.Address);
        Assert.Equal(1, code);
        Assert.Contains(
            $"app-backend has packages with findings of {limit} or worse that are not accepted",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("app-frontend has packages with findings", output, StringComparison.Ordinal);
        Assert.Contains(
            $"{name}\t{Finding}\truns <2.0.0\tIt trusts its input\thttps://github.com/advisories/{Finding}",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("app-backend/accepted-findings.txt", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("moderate", "MEDIUM")]
    [InlineData("info", "INFORMATIONAL")]
    public async Task A_milder_finding_is_reported_and_passes(string severity, string name)
    {
        await using var registry = await Advisories.StartAsync(("runs", severity, Finding));
        var (code, output) = await AuditAsync(registry.Address);
        Assert.True(code == 0, output);
        Assert.Contains($"{name}\t{Finding}", output, StringComparison.Ordinal);
        Assert.Contains("app-frontend: no package has findings of HIGH or worse that are not accepted", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_finding_passes_in_the_app_that_accepts_it_and_is_still_reported()
    {
        repository.Write("app-backend/accepted-findings.txt", $"{Finding}  # Nothing here calls it.\n");
        await using var registry = await Advisories.StartAsync(("runs", "critical", Finding));
        var (code, output) = await AuditAsync(registry.Address);
        Assert.Equal(1, code);
        Assert.Contains($"CRITICAL\t{Finding}", output, StringComparison.Ordinal);
        Assert.Contains("app-backend: no package has findings", output, StringComparison.Ordinal);
        Assert.Contains("app-frontend has packages with findings", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF{0}\r\n")]
    [InlineData("# Reasons.\r\n{0}\r\n")]
    [InlineData("\uFEFF{0} # Nothing here calls it.\r\n")]
    public async Task An_accepted_finding_passes_whatever_editor_wrote_it_down(string list)
    {
        repository.Write("app-backend/accepted-findings.txt", list.Replace("{0}", Finding, StringComparison.Ordinal));
        await using var registry = await Advisories.StartAsync(("runs", "critical", Finding));
        var (code, output) = await AuditAsync(registry.Address, "app-backend");
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Another_finding_in_the_same_package_is_not_accepted_with_it()
    {
        repository.Write("app-backend/accepted-findings.txt", $"{Finding}\n");
        await using var registry = await Advisories.StartAsync(("runs", "critical", Finding), ("runs", "high", "GHSA-aaaa-bbbb-0002"));
        var (code, output) = await AuditAsync(registry.Address, "app-backend");
        Assert.Equal(1, code);
        Assert.Contains("accepted:\nHIGH\tGHSA-aaaa-bbbb-0002", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packages_that_only_build_are_not_asked_about()
    {
        await using var registry = await Advisories.StartAsync();
        var (code, output) = await AuditAsync(registry.Address, "app-backend");
        Assert.True(code == 0, output);
        Assert.Equal(["runs"], registry.Asked);
    }

    [Fact]
    public async Task A_registry_that_is_down_stops_nothing_and_the_log_says_that_nothing_was_checked()
    {
        var (code, output) = await AuditAsync("http://127.0.0.1:1");
        Assert.True(code == 0, output);
        Assert.Matches(@"app-backend: not checked, the npm registry gave no usable answer \(.*ECONNREFUSED", output);
        Assert.Contains("app-frontend: not checked", output, StringComparison.Ordinal);
        Assert.DoesNotContain("no package has findings", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>", 200)]
    [InlineData("[1, 2]", 200)]
    [InlineData("""{ "runs": 3 }""", 200)]
    [InlineData("""{ "runs": [{ "severity": "critical", "vulnerable_versions": "<2.0.0" }] }""", 200)]
    [InlineData("""{ "error": "busy" }""", 503)]
    [InlineData("""{ "error": "unknown" }""", 404)]
    public async Task An_answer_that_makes_no_sense_is_no_verdict(string answer, int status)
    {
        await using var registry = await Advisories.StartAsync(answer, status);
        var (code, output) = await AuditAsync(registry.Address, "app-backend");
        Assert.True(code == 0, output);
        Assert.Matches(@"^app-backend: not checked, .*\(.+\)", output);
    }

    [Fact]
    public async Task An_app_without_a_lock_file_stops()
    {
        File.Delete(Path.Combine(repository.Root, "app-backend", "package-lock.json"));
        await using var registry = await Advisories.StartAsync();
        var (code, output) = await AuditAsync(registry.Address);
        Assert.Equal(1, code);
        Assert.Contains("app-backend: npm can't audit it: This command requires an existing lockfile", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "CRITICAL")]
    [InlineData(2, "HIGH")]
    public async Task A_nuget_package_with_a_severe_finding_stops_and_is_named(int severity, string name)
    {
        await using var source = await NuGetAdvisories.StartAsync(severity);
        NuGetAdvisories.WriteProject(repository, $"{source.Address}/index.json");
        var (code, output) = await AuditAsync("", "infra");
        Assert.Equal(1, code);
        Assert.Contains("infra has packages with findings of HIGH or worse that are not accepted", output, StringComparison.Ordinal);
        Assert.Contains(
            $"{name}\t{NuGetAdvisories.Finding}\tRuns\t1.0.0\thttps://github.com/advisories/{NuGetAdvisories.Finding}",
            output,
            StringComparison.Ordinal
        );
        Assert.EndsWith("in infra/accepted-findings.txt.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_finding_in_a_nuget_package_passes_and_is_still_reported()
    {
        await using var source = await NuGetAdvisories.StartAsync(1);
        NuGetAdvisories.WriteProject(repository, $"{source.Address}/index.json");
        repository.Write("infra/accepted-findings.txt", $"{NuGetAdvisories.Finding}  # Nothing here calls it.\n");
        Refuse("MEDIUM");
        var (code, output) = await AuditAsync("", "infra");
        Assert.True(code == 0, output);
        Assert.StartsWith($"MEDIUM\t{NuGetAdvisories.Finding}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere.json", "Unable to load the service index")]
    [InlineData("/packages/index.json", "did not provide any vulnerability data")]
    public async Task A_nuget_source_that_knows_nothing_stops_nothing_and_the_log_says_that_nothing_was_checked(string index, string reason)
    {
        await using var source = await NuGetAdvisories.StartAsync(null);
        NuGetAdvisories.WriteProject(repository, $"{source.Address}{index}");
        var (code, output) = await AuditAsync("", "infra");
        Assert.True(code == 0, output);
        Assert.StartsWith("infra: not checked, the NuGet registry gave no usable answer (", output, StringComparison.Ordinal);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.DoesNotContain("no package has findings", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nuget_package_that_no_source_has_stops()
    {
        await using var source = await NuGetAdvisories.StartAsync(null);
        NuGetAdvisories.WriteProject(repository, $"{source.Address}/index.json");
        File.Delete(Path.Combine(repository.Root, "packages", "Runs.1.0.0.nupkg"));
        var (code, output) = await AuditAsync("", "infra");
        Assert.Equal(1, code);
        Assert.Matches("infra: NuGet can't audit it: .*NU1101", output);
    }

    [Theory]
    [InlineData("/index.json")]
    [InlineData("/nowhere.json")]
    public async Task Neither_an_advisory_nor_an_index_that_is_down_fails_a_build(string index)
    {
        await using var source = await NuGetAdvisories.StartAsync(3);
        NuGetAdvisories.WriteProject(repository, $"{source.Address}{index}");
        var (code, output) = await RunAsync("dotnet", ["build", Path.Combine(repository.Root, "infra", "src", "App")], []);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_severity_that_does_not_exist_is_named_with_those_that_do()
    {
        Refuse("SEVERE");
        var (code, output) = await AuditAsync("http://127.0.0.1:1");
        Assert.Equal(2, code);
        Assert.EndsWith("is \"SEVERE\"; it must be LOW, MEDIUM, HIGH or CRITICAL.", output, StringComparison.Ordinal);
    }

    private void Refuse(string limit) =>
        repository.Write(
            "cdk.json",
            new JsonObject
            {
                ["context"] = new JsonObject { ["delivery"] = new JsonObject { ["refuseImagesFrom"] = limit } },
            }.ToJsonString()
        );

    /// <param name="registry">npm's; NuGet's is in the repository.</param>
    /// <param name="folders">Both apps, unless told otherwise.</param>
    private Task<(int Code, string Output)> AuditAsync(string registry, params string[] folders) =>
        RunAsync(
            "bash",
            [
                Path.Combine(repository.Root, "infra", "steps", "audit-packages.sh"),
                .. folders is [] ? ["app-backend", "app-frontend"] : folders,
            ],
            // npm keeps advisories by their number, which is made up here.
            new() { ["npm_config_registry"] = registry, ["npm_config_cache"] = Path.Combine(repository.Folder.Temp, "npm") }
        );

    private async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, Dictionary<string, string> variables)
    {
        var log = Path.Combine(repository.Folder.Temp, Guid.NewGuid().ToString());
        var code = await repository.Processes.RunAsync(
            new()
            {
                Program = program,
                Arguments = arguments,
                WorkingDirectory = repository.Folder.Temp,
                Environment = new Dictionary<string, string>(variables)
                {
                    ["PATH"] = scripts.SearchPath,
                    ["NUGET_PACKAGES"] = Path.Combine(repository.Folder.Temp, "packages"),
                    // NuGet asks a source that is down as often as ever, but without seconds in between.
                    ["NUGET_ENHANCED_NETWORK_RETRY_DELAY_MILLISECONDS"] = "1",
                },
                Log = log,
            },
            TestContext.Current.CancellationToken
        );
        return (code, (await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)).Trim());
    }
}
