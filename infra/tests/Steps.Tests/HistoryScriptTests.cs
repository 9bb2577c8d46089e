using System.Diagnostics;

namespace Steps.Tests;

public sealed class HistoryScriptTests : IDisposable
{
    private static readonly Dictionary<string, string> Quiet = new() { ["GIT_CONFIG_GLOBAL"] = "/dev/null" };

    private readonly string root = Directory.CreateTempSubdirectory("history-").FullName;

    private string Clone => Path.Combine(root, "clone");

    private string Source => Path.Combine(root, "source");

    private string Packed => Path.Combine(root, "history", "git.tar.gz");

    public HistoryScriptTests()
    {
        Directory.CreateDirectory(Source);
        Directory.CreateDirectory(Clone);
        Git(Clone, "init", "--quiet");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void The_source_gets_the_history_up_to_its_commit_and_keeps_its_files()
    {
        var (first, second, _) = (Commit("one"), Commit("two"), Commit("three"));
        Git(Clone, "checkout", "--quiet", "--detach");
        File.WriteAllText(Path.Combine(Source, "release.txt"), "two, as it was archived");

        Pack();
        var (code, output) = Script(Source, second, "unpack", Packed);
        Assert.True(code == 0, output);
        Assert.Equal([second, first], Git(Source, "log", "--format=%H").Split('\n'));
        Assert.Equal("release.txt", Git(Source, "ls-files"));
        Assert.Equal("two, as it was archived", File.ReadAllText(Path.Combine(Source, "release.txt")));
    }

    [Fact]
    public void Credentials_in_the_configuration_of_the_clone_are_left_out()
    {
        var commit = Commit("one");
        Git(Clone, "config", "http.extraHeader", "Authorization: Basic made-up");
        Pack();
        Script(Source, commit, "unpack", Packed);
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(Source, ".git"), "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("made-up", File.ReadAllText(file), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_git_configuration_of_a_user_changes_nothing_and_is_left_out()
    {
        using var git = new HostileGit();
        var commit = Commit("one");
        Assert.Equal((0, ""), Run(Clone, "bash", [Path.Combine(StepScripts.Folder, "history.sh"), "pack", Packed], git.Variables));
        Assert.Equal(
            (0, ""),
            Run(
                Source,
                "bash",
                [Path.Combine(StepScripts.Folder, "history.sh"), "unpack", Packed],
                new(git.Variables) { ["COMMIT"] = commit }
            )
        );
        Assert.Equal(commit, Git(Source, "rev-parse", "HEAD"));
        Assert.False(File.Exists(Path.Combine(Source, ".git", "hooks", "pre-push")));
    }

    [Fact]
    public void The_history_of_a_shallow_clone_stays_shallow()
    {
        Commit("one");
        var commit = Commit("two");
        Git(root, "clone", "--quiet", "--depth", "1", $"file://{Clone}", "shallow");
        Assert.Equal(0, Script(Path.Combine(root, "shallow"), "", "pack", Packed).Code);
        Script(Source, commit, "unpack", Packed);
        Assert.Equal("true", Git(Source, "rev-parse", "--is-shallow-repository"));
    }

    [Fact]
    public void A_commit_that_is_not_in_the_history_fails_the_script()
    {
        Commit("one");
        Pack();
        var (code, output) = Script(Source, "c0ffee", "unpack", Packed);
        Assert.Equal(1, code);
        Assert.Equal("history.sh: the history has no commit c0ffee: the branch was rewritten after that push. Push again.", output);
    }

    [Fact]
    public void An_unknown_command_is_refused()
    {
        var (code, output) = Script(Source, "", "keep", Packed);
        Assert.Equal(2, code);
        Assert.EndsWith("\"keep\" is not a command; it must be pack or unpack.", output, StringComparison.Ordinal);
    }

    private string Commit(string release)
    {
        File.WriteAllText(Path.Combine(Clone, "release.txt"), release);
        Git(Clone, "add", "--all");
        Git(Clone, "-c", "user.name=Test", "-c", "user.email=test@localhost", "commit", "--quiet", "--message", release);
        return Git(Clone, "rev-parse", "HEAD");
    }

    private void Pack() => Assert.Equal((0, ""), Script(Clone, "", "pack", Packed));

    private static (int Code, string Output) Script(string directory, string commit, params string[] arguments) =>
        Run(
            directory,
            "bash",
            ["-c", "exec bash \"$@\" 2>&1", "bash", Path.Combine(StepScripts.Folder, "history.sh"), .. arguments],
            new(Quiet) { ["COMMIT"] = commit }
        );

    private static string Git(string directory, params string[] arguments)
    {
        var (code, output) = Run(directory, "git", arguments, Quiet);
        Assert.True(code == 0, $"git {string.Join(' ', arguments)} ended with {code}");
        return output;
    }

    private static (int Code, string Output) Run(string directory, string program, string[] arguments, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true };
        // The tests themselves may run in CodeBuild, where git keeps its configuration.
        start.Environment.Remove("CODEBUILD_BUILD_ID");
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim());
    }
}
