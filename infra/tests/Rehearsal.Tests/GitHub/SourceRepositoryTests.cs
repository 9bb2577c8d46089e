using Rehearsal.GitHub;

namespace Rehearsal.Tests.GitHub;

/// <summary>The output of source actions: an archive or a full clone.</summary>
public sealed class SourceRepositoryTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();
    private readonly SourceRepository source;

    public SourceRepositoryTests() => source = new(repository.Folder, repository.Processes);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(repository.Folder.Temp, "artifact");

    public ValueTask DisposeAsync()
    {
        source.Dispose();
        return repository.DisposeAsync();
    }

    [Fact]
    public async Task An_archive_has_no_history_no_execute_bits_and_no_symbolic_links()
    {
        await ShellAsync("echo true > run.sh; chmod +x run.sh; ln -s run.sh link");
        await source.ArchiveAsync(await source.CommitAsync(Cancel), Target, Cancel);
        Assert.Equal(
            [".gitignore", "cdk.json", "run.sh"],
            Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Path.Combine(Target, "run.sh")) & UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_full_clone_has_the_earlier_commits()
    {
        await ShellAsync($"git init --quiet; {Commit("first")}; {Commit("second")}");
        await CloneAsync();
        Assert.Equal(["The working tree, not committed yet", "second", "first"], await LogAsync());
    }

    [Fact]
    public async Task A_clone_of_a_shallow_repository_is_shallow()
    {
        var whole = Directory.CreateDirectory(Path.Combine(repository.Folder.Temp, "whole")).FullName;
        await ShellAsync($"git init --quiet; cd {whole}; git init --quiet; {Commit("first")}; {Commit("second")}");
        await ShellAsync($"git fetch --quiet --depth 1 file://{whole} HEAD; git reset --quiet FETCH_HEAD");
        await CloneAsync();
        Assert.Equal(["The working tree, not committed yet", "second"], await LogAsync());
    }

    [Fact]
    public async Task A_change_can_be_pushed_again_after_its_release_failed()
    {
        var first = await source.CommitAsync(Cancel);
        var failed = await ChangeAsync();
        Assert.NotEqual(failed, await ChangeAsync());

        Task<string> ChangeAsync() =>
            source.CommitOnTopAsync(first, "a change", files => File.WriteAllText(Path.Combine(files, "release.txt"), "two"), Cancel);
    }

    [Theory]
    [InlineData("echo new > app.txt", "accepted")]
    [InlineData("echo two > .github/workflows/deliver.yml", "refused")]
    [InlineData("cd .github/workflows; mv deliver.yml renamed.yml", "refused")]
    public async Task A_token_without_workflow_pushes_only_workflows_that_another_branch_has(string change, string expected)
    {
        await ShellAsync("mkdir -p .github/workflows; echo one > .github/workflows/deliver.yml");
        await source.MoveAsync("main", await source.CommitAsync(Cancel), Cancel);
        await source.RefuseWorkflowsAsync(Cancel);
        await CloneAsync();
        var result = Path.Combine(repository.Folder.Temp, "result");
        await ShellAsync(
            $"""
            cd {Target}; ({change}); git add --all; {Commit("change")}
            if git push {repository.Folder.Origin} HEAD:refs/heads/release/prod; then echo accepted; else echo refused; fi > {result}
            """
        );
        Assert.Equal(expected, (await File.ReadAllTextAsync(result, Cancel)).Trim());
    }

    private async Task CloneAsync() => await source.CloneAsync(await source.CommitAsync(Cancel), Target, Cancel);

    private async Task<string[]> LogAsync()
    {
        var log = Path.Combine(repository.Folder.Temp, "log");
        await ShellAsync($"git -C {Target} log --format=%s > {log}");
        return await File.ReadAllLinesAsync(log, Cancel);
    }

    private static string Commit(string subject) =>
        $"git -c user.name=Test -c user.email=test@localhost commit --quiet --allow-empty --message {subject}";

    private async Task ShellAsync(string commands) =>
        Assert.Equal(
            0,
            await repository.Processes.RunAsync(
                new()
                {
                    Program = "bash",
                    Arguments = ["-ec", commands],
                    WorkingDirectory = repository.Root,
                    Log = Path.Combine(repository.Folder.Logs, "shell.log"),
                },
                Cancel
            )
        );
}
