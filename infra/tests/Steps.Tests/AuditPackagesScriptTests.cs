using System.Text.Json.Nodes;

namespace Steps.Tests;

/// <summary>Runs npm and NuGet on two apps, each with one dependency and one development dependency.</summary>
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
                    "": {
                      "name": "app", "version": "1.0.0",
                      "dependencies": { "runs": "1.0.0" }, "devDependencies": { "builds": "1.0.0" }
                    },
                    "node_modules/runs": { "version": "1.0.0" },
                    "node_modules/builds": { "version": "1.0.0", "dev": true }
                  }
                }
                """
            );
            repository.Write($"{app}/accepted-findings.txt", "# With a reason.\n");
        }
        RefuseFrom("HIGH");
    }

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Theory]
    [InlineData("HIGH", "high", "HIGH")]
    [InlineData("HIGH", "critical", "CRITICAL")]
    [InlineData("MEDIUM", "moderate", "MEDIUM")]
    public async Task A_package_with_a_severe_finding_fails_the_audit(string limit, string severity, string name)
    {
        RefuseFrom(limit);
        await using var registry = await NpmAdvisories.StartAsync(("runs", severity, Finding));
        var (code, output) = await AuditAsync(registry.Address);
        Assert.Equal(1, code);
        Assert.Contains(
            $"app-backend has packages with findings of {limit} or worse that are not accepted",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("app-frontend has packages with findings", output, StringComparison.Ordinal);
        Assert.Contains(
            $"{name}\t{Finding}\truns <2.0.0\tImproper input validation\thttps://github.com/advisories/{Finding}",
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
        await using var registry = await NpmAdvisories.StartAsync(("runs", severity, Finding));
        var (code, output) = await AuditAsync(registry.Address);
        Assert.True(code == 0, output);
        Assert.Contains($"{name}\t{Finding}", output, StringComparison.Ordinal);
        Assert.Contains("app-frontend: no package has findings of HIGH or worse that are not accepted", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_finding_passes_only_in_its_app_and_is_still_reported()
    {
        repository.Write("app-backend/accepted-findings.txt", $"{Finding}  # Not reachable.\n");
        await using var registry = await NpmAdvisories.StartAsync(("runs", "critical", Finding));
        var (code, output) = await AuditAsync(registry.Address);
        Assert.Equal(1, code);
        Assert.Contains($"CRITICAL\t{Finding}", output, StringComparison.Ordinal);
        Assert.Contains("app-backend: no package has findings", output, StringComparison.Ordinal);
        Assert.Contains("app-frontend has packages with findings", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF{0}\r\n")]
    [InlineData("# With a reason.\r\n{0}\r\n")]
    [InlineData("\uFEFF{0} # Not reachable.\r\n")]
    public async Task An_accepted_finding_passes_with_byte_order_marks_and_carriage_returns(string list)
    {
        repository.Write("app-backend/accepted-findings.txt", list.Replace("{0}", Finding, StringComparison.Ordinal));
        await using var registry = await NpmAdvisories.StartAsync(("runs", "critical", Finding));
        var (code, output) = await AuditAsync(registry.Address, "app-backend");
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task An_accepted_finding_accepts_no_other_finding_in_the_same_package()
    {
        repository.Write("app-backend/accepted-findings.txt", $"{Finding}\n");
        await using var registry = await NpmAdvisories.StartAsync(("runs", "critical", Finding), ("runs", "high", "GHSA-aaaa-bbbb-0002"));
        var (code, output) = await AuditAsync(registry.Address, "app-backend");
        Assert.Equal(1, code);
        Assert.Contains("accepted:\nHIGH\tGHSA-aaaa-bbbb-0002", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Development_dependencies_are_not_audited()
    {
        await using var registry = await NpmAdvisories.StartAsync();
        var (code, output) = await AuditAsync(registry.Address, "app-backend");
        Assert.True(code == 0, output);
        Assert.Equal(["runs"], registry.RequestedPackages);
    }

    [Fact]
    public async Task An_npm_registry_that_is_down_fails_nothing_and_is_reported()
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
    public async Task An_unusable_answer_of_the_registry_fails_nothing_and_is_reported(string answer, int status)
    {
        await using var registry = await NpmAdvisories.StartAsync(answer, status);
        var (code, output) = await AuditAsync(registry.Address, "app-backend");
        Assert.True(code == 0, output);
        Assert.Matches(@"^app-backend: not checked, .*\(.+\)", output);
    }

    [Fact]
    public async Task An_app_without_a_lock_file_fails_the_audit()
    {
        File.Delete(Path.Combine(repository.Root, "app-backend", "package-lock.json"));
        await using var registry = await NpmAdvisories.StartAsync();
        var (code, output) = await AuditAsync(registry.Address);
        Assert.Equal(1, code);
        Assert.Contains("app-backend: npm can't audit it: This command requires an existing lockfile", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "CRITICAL")]
    [InlineData(2, "HIGH")]
    public async Task A_nuget_package_with_a_severe_finding_fails_the_audit(int severity, string name)
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
        repository.Write("infra/accepted-findings.txt", $"{NuGetAdvisories.Finding}  # Not reachable.\n");
        RefuseFrom("MEDIUM");
        var (code, output) = await AuditAsync("", "infra");
        Assert.True(code == 0, output);
        Assert.StartsWith($"MEDIUM\t{NuGetAdvisories.Finding}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere.json", "Unable to load the service index")]
    [InlineData("/packages/index.json", "did not provide any vulnerability data")]
    public async Task A_nuget_source_without_advisories_fails_nothing_and_is_reported(string index, string reason)
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
    public async Task A_nuget_package_that_no_source_has_fails_the_audit()
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
    public async Task Neither_an_advisory_nor_a_source_that_is_down_fails_a_build(string index)
    {
        await using var source = await NuGetAdvisories.StartAsync(3);
        NuGetAdvisories.WriteProject(repository, $"{source.Address}{index}");
        var (code, output) = await RunAsync("dotnet", ["build", Path.Combine(repository.Root, "infra", "src", "App")], []);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task An_unknown_severity_is_refused()
    {
        RefuseFrom("SEVERE");
        var (code, output) = await AuditAsync("http://127.0.0.1:1");
        Assert.Equal(2, code);
        Assert.EndsWith("is \"SEVERE\"; it must be LOW, MEDIUM, HIGH or CRITICAL.", output, StringComparison.Ordinal);
    }

    private void RefuseFrom(string limit) =>
        repository.Write(
            "cdk.json",
            new JsonObject
            {
                ["context"] = new JsonObject { ["delivery"] = new JsonObject { ["refuseImagesFrom"] = limit } },
            }.ToJsonString()
        );

    /// <param name="registry">The npm registry; the NuGet source is in the repository.</param>
    /// <param name="folders">By default both apps.</param>
    private Task<(int Code, string Output)> AuditAsync(string registry, params string[] folders) =>
        RunAsync(
            "bash",
            [
                Path.Combine(repository.Root, "infra", "steps", "audit-packages.sh"),
                .. folders is [] ? ["app-backend", "app-frontend"] : folders,
            ],
            // npm caches advisories by number, and the numbers here are made up.
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
                    // NuGet makes all its retries for a source that is down, but without the delay of seconds.
                    ["NUGET_ENHANCED_NETWORK_RETRY_DELAY_MILLISECONDS"] = "1",
                },
                Log = log,
            },
            TestContext.Current.CancellationToken
        );
        return (code, (await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)).Trim());
    }
}
