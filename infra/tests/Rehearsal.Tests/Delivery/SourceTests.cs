using Rehearsal.Delivery;

namespace Rehearsal.Tests.Delivery;

/// <summary>What an action finds of the source, by the format of the source's output.</summary>
public sealed class SourceTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_archive_has_no_history_no_run_bits_and_no_symbolic_links()
    {
        await ShellAsync("git init --quiet && echo true > run.sh && chmod +x run.sh && ln -s run.sh link");
        Pipeline.Stage("Build", Pipeline.Build("Look", $"ls -A > {Deployed}; [ ! -x run.sh ] && bash run.sh"));
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync());
        Assert.Equal([".gitignore", "cdk.json", "release.txt", "run.sh"], await File.ReadAllLinesAsync(Deployed, Cancel));
    }

    [Fact]
    public async Task A_full_clone_is_at_the_same_commit_and_has_those_before_it()
    {
        await ShellAsync($"git init --quiet && {Commit("first")} && {Commit("second")}");
        Assert.Equal(["The working tree, not committed yet", "second", "first"], await LogAsync());
    }

    [Fact]
    public async Task Of_a_shallow_repository_the_clone_is_shallow_too()
    {
        var whole = Directory.CreateDirectory(Path.Combine(Repository.Folder.Temp, "whole")).FullName;
        await ShellAsync($"git init --quiet && git -C {whole} init --quiet && cd {whole} && {Commit("first")} && {Commit("second")}");
        await ShellAsync($"git fetch --quiet --depth 1 file://{whole} HEAD && git reset --quiet FETCH_HEAD");
        Assert.Equal(["The working tree, not committed yet", "second"], await LogAsync());
    }

    /// <summary>What the clone's history tells.</summary>
    private async Task<string[]> LogAsync()
    {
        Pipeline.WithHistory().Stage("Build", Pipeline.Build("Log", $"git log --format=%s > {Deployed}; [ \"$(git rev-parse HEAD)\" = \"$COMMIT\" ]", input: "History", variables: """[{ "name": "COMMIT", "value": "#{Source.CommitId}" }]"""));
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync());
        return await File.ReadAllLinesAsync(Deployed, Cancel);
    }

    private static string Commit(string subject) => $"git -c user.name=Test -c user.email=test@localhost commit --quiet --allow-empty --message {subject}";

    private async Task ShellAsync(string commands) => Assert.Equal(0, await Repository.Processes.RunAsync(
        new() { Program = "bash", Arguments = ["-ec", commands], WorkingDirectory = Repository.Root, Log = Path.Combine(Repository.Folder.Logs, "shell.log") }, Cancel));
}
