using Rehearsal.Processes;

namespace Steps.Tests;

/// <summary>Runs npm on an app without dependencies.</summary>
public sealed class NpmScriptTests : IAsyncLifetime
{
    private readonly TemporaryRepository repository = new();
    private readonly RecordedPrograms programs = new();

    private string Lock => Path.Combine(repository.Root, "app", "package-lock.json");

    public async ValueTask InitializeAsync()
    {
        repository.Write("app/package.json", """{ "name": "app", "version": "1.0.0", "dependencies": { "shared": "file:shared" } }""");
        repository.Write("app/shared/package.json", """{ "name": "shared", "version": "1.0.0" }""");
        Assert.Equal((0, ""), await BashAsync("cd app && npm install --package-lock-only > /dev/null"));
        programs.Watch("npm");
    }

    public async ValueTask DisposeAsync()
    {
        programs.Dispose();
        await repository.DisposeAsync();
    }

    [Fact]
    public async Task Packages_are_installed_once()
    {
        await InstallAsync();
        Assert.True(Directory.Exists(Path.Combine(repository.Root, "app", "node_modules", "shared")));
        Assert.Equal("The npm packages of app are installed.", await InstallAsync());
        Assert.Single(programs.Calls);
    }

    [Fact]
    public async Task A_changed_lock_file_is_installed_again()
    {
        await InstallAsync();
        File.SetLastWriteTimeUtc(Lock, DateTime.UtcNow.AddMinutes(1));
        await InstallAsync();
        Assert.Equal(2, programs.Calls.Length);
    }

    [Fact]
    public async Task An_interrupted_installation_is_repeated()
    {
        await InstallAsync();
        File.Delete(Path.Combine(repository.Root, "app", "node_modules", ".package-lock.json"));
        await InstallAsync();
        Assert.Equal(2, programs.Calls.Length);
    }

    [Fact]
    public async Task A_failed_installation_fails_the_script()
    {
        File.WriteAllText(Lock, "{}");
        var (code, _) = await BashAsync($"source '{Path.Combine(StepScripts.Folder, "npm.sh")}' && install_packages app");
        Assert.NotEqual(0, code);
    }

    private async Task<string> InstallAsync()
    {
        var (code, output) = await BashAsync($"source '{Path.Combine(StepScripts.Folder, "npm.sh")}' && install_packages app");
        Assert.True(code == 0, output);
        return output;
    }

    private async Task<(int Code, string Output)> BashAsync(string commands)
    {
        var log = Path.Combine(repository.Folder.Root, $"{Guid.NewGuid()}.log");
        var code = await repository.Processes.RunAsync(
            new()
            {
                Program = "bash",
                Arguments = ["-euo", "pipefail", "-c", commands],
                WorkingDirectory = repository.Root,
                Environment = new Dictionary<string, string>
                {
                    ["PATH"] = programs.PrependTo(ProcessEnvironment.SearchPath(repository.Folder)),
                },
                Log = log,
            },
            TestContext.Current.CancellationToken
        );
        return (code, (await File.ReadAllTextAsync(log)).Trim());
    }
}
