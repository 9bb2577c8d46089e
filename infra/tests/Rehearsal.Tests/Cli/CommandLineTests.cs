using System.Diagnostics;
using Rehearsal.Cli;
using Rehearsal.Processes;

namespace Rehearsal.Tests.Cli;

/// <summary>The program as a user starts it.</summary>
public sealed class CommandLineTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();
    private readonly DirectoryInfo log = Directory.CreateTempSubdirectory("log-");

    public ValueTask DisposeAsync()
    {
        log.Delete(recursive: true);
        return repository.DisposeAsync();
    }

    [Theory]
    [InlineData("--aprove", "--aprove")]
    [InlineData("pipelines", "pipelines")]
    [InlineData("--skip", "--skip")]
    public async Task An_unknown_argument_is_named(string word, string named)
    {
        var (code, output) = await RunAsync(word);
        Assert.Equal(2, code);
        Assert.Contains(named, output, StringComparison.Ordinal);
        Assert.Contains("--help", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_options_approve_and_reject_exclude_each_other() =>
        Assert.Equal((2, "--approve and --reject exclude each other: pass only one."), await RunAsync("--approve", "--reject"));

    [Theory]
    [InlineData("--clone a/b=one --clone a/b=two", "--clone a/b=two: pass OWNER/NAME=FOLDER once for each repository, such as")]
    [InlineData("--builds -1", "--builds -1: the number of builds is 0 or more.")]
    public async Task A_wrong_value_of_an_option_is_named(string words, string sentence)
    {
        var (code, output) = await RunAsync(["--approve", .. words.Split(' ')]);
        Assert.Equal(2, code);
        Assert.StartsWith(sentence, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_app_is_refused_where_its_folder_its_source_or_its_pipeline_is_missing()
    {
        var empty = log.CreateSubdirectory("cdk.out").FullName;
        Assert.Equal(
            (2, "--source is for a rehearsal of another app: pass its assembly with --assembly FOLDER."),
            await RunAsync("--approve", "--source", empty)
        );
        Assert.Equal((2, "--assembly nowhere: there is no such folder."), await RunAsync("--approve", "--assembly", "nowhere"));
        Assert.Equal(
            (2, $"--assembly {empty} is in no git repository: pass the folder that the pipeline gets as its source with --source FOLDER."),
            await RunAsync("--approve", "--assembly", empty)
        );
        Assert.Equal(
            (2, "--fault is for the app of this repository, but this rehearsal runs another one (--assembly)."),
            await RunAsync("--approve", "--assembly", empty, "--source", empty, "--fault", "failing-smoke-test")
        );
    }

    [Fact]
    public async Task Without_a_terminal_the_approval_must_be_an_option()
    {
        var (code, output) = await RunAsync("--exit");
        Assert.Equal(2, code);
        Assert.Contains("pass --approve or --reject", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_python_the_error_says_how_to_install_it()
    {
        var (code, output) = await RunAsync(["--approve"], path: PathWithout("python3"));
        Assert.Equal(2, code);
        Assert.Contains("Python is missing: ", output, StringComparison.Ordinal);
        Assert.Contains("apt-get install python3", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_lists_all_prerequisites_and_changes_nothing()
    {
        Directory.Delete(repository.Folder.Root, recursive: true);
        var (code, output) = await RunAsync("doctor");
        Assert.Equal(0, code);
        Assert.Matches(@"(?m)^Python +3\.\d+\S*, real$", output);
        Assert.Matches(@"(?m)^Redis protocol +\d\S+, stand-in for ElastiCache", output);
        Assert.Matches(@"(?m)^CDK CLI +missing: .*npm ci --prefix infra$", output);
        Assert.EndsWith("A rehearsal can run here.", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(repository.Folder.Root));
    }

    [Fact]
    public async Task The_doctor_fails_when_a_required_program_is_missing()
    {
        var (code, output) = await RunAsync(["doctor"], path: PathWithout("git"));
        Assert.Equal(2, code);
        Assert.Matches("(?m)^git +missing: on Debian: apt-get install git$", output);
        Assert.Contains("A rehearsal can't run here without git", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_fails_when_a_program_is_too_old()
    {
        var (code, output) = await RunAsync(["doctor"], PathWithOther("node", "echo v18.20.1"));
        Assert.Equal(2, code);
        Assert.Matches("(?m)^Node.js +18.20.1 is too old; it must be 20.0 or newer: ", output);
    }

    [Theory]
    [InlineData("node", "v18.20.1", "Node.js 18.20.1 is too old; it must be 20.0 or newer: install Node.js")]
    [InlineData("python3", "Python 3.9.2", "Python 3.9.2 is too old; it must be 3.10 or newer: on Debian")]
    public async Task A_program_that_is_too_old_is_reported_before_any_work(string program, string version, string sentence)
    {
        var (code, output) = await RunAsync(["--approve"], PathWithOther(program, $"echo {version}"));
        Assert.Equal(2, code);
        Assert.Contains(output.Split('\n'), line => line.StartsWith(sentence, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(repository.Folder.Logs));
    }

    [Fact]
    public async Task A_missing_git_is_reported_before_any_work()
    {
        var (code, output) = await RunAsync(["--approve"], PathWithout("git"));
        Assert.Equal(2, code);
        Assert.Contains("git is missing: on Debian: apt-get install git", output.Split('\n'));
        Assert.Empty(Directory.EnumerateFiles(repository.Folder.Logs));
    }

    [Theory]
    [InlineData("--approve")]
    [InlineData("doctor")]
    public async Task A_missing_sdk_of_a_global_json_above_is_reported(string command)
    {
        repository.Write("global.json", """{ "sdk": { "version": "9.0.100", "rollForward": "disable" } }""");
        var (code, output) = await RunAsync(command);
        Assert.Equal(2, code);
        Assert.Matches(@"(?m)^\.NET SDK +(is )?missing: .*a global\.json in a folder above", output);
    }

    [Theory]
    [InlineData("--approve")]
    [InlineData("doctor")]
    [InlineData("history")]
    public async Task A_read_only_repository_is_reported(string command)
    {
        var program = new ProcessSpec
        {
            Program = "unshare",
            Arguments =
            [
                "--mount",
                "bash",
                "-c",
                "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && cd \"$0\" && exec \"$@\"",
                repository.Root,
                "dotnet",
                typeof(ExitCode).Assembly.Location,
                command,
            ],
            WorkingDirectory = "/",
            Log = Path.Combine(log.FullName, "log"),
        };
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root makes a file system read-only.");
        Assert.Equal(2, await repository.Processes.RunAsync(program, TestContext.Current.CancellationToken));
        var output = await File.ReadAllTextAsync(program.Log, TestContext.Current.CancellationToken);
        Assert.Contains($"This user can't write to {repository.Root}: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    /// <param name="files">The number of files and folders that fit on the disk: the folders of a rehearsal are seven.</param>
    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public async Task A_full_disk_is_reported_with_what_frees_space(int files)
    {
        var program = new ProcessSpec
        {
            Program = "unshare",
            Arguments =
            [
                "--mount",
                "bash",
                "-c",
                $"mount -t tmpfs -o nr_inodes={files} none \"$0/.rehearsal\" && cd \"$0\" && exec \"$@\"",
                repository.Root,
                "dotnet",
                typeof(ExitCode).Assembly.Location,
                "history",
            ],
            WorkingDirectory = "/",
            Log = Path.Combine(log.FullName, "log"),
        };
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root mounts a small disk.");
        Assert.Equal(1, await repository.Processes.RunAsync(program, TestContext.Current.CancellationToken));
        var output = await File.ReadAllTextAsync(program.Log, TestContext.Current.CancellationToken);
        Assert.Matches("^No space left on device : '.*/.rehearsal/.*'. Free some space and start again: `infra/rehearsal down`", output);
    }

    [Theory]
    [InlineData("", @"https://mirror\.example:8443/…/npm")]
    [InlineData("somebody:secret@", "not shown by npm")]
    public async Task The_doctor_lists_the_registries_without_passwords_or_tokens(string login, string npm)
    {
        const string Mirror = "https://somebody:se%63ret@mirror.example:8443/secret0123456789abcdef/";
        repository.Write(
            "nuget.config",
            $"""
            <configuration>
              <packageSources><clear /><add key="mirror" value="{Mirror}nuget/index.json?token=secret" /></packageSources>
            </configuration>
            """
        );
        var npmMirror = Mirror.Replace("somebody:se%63ret@", login, StringComparison.Ordinal);
        using var variables = new Variables(
            ("NPM_CONFIG_REGISTRY", $"{npmMirror}npm/?token=secret"),
            ("PIP_INDEX_URL", $"{Mirror}simple?token=secret")
        );
        var (_, output) = await RunAsync("doctor");
        Assert.Matches($"(?m)^npm registry +{npm}$", output);
        Assert.Matches(@"(?m)^NuGet sources +https://mirror\.example:8443/…/nuget/index\.json$", output);
        Assert.Matches(@"(?m)^pip index .*https://mirror\.example:8443/…/simple", output);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("differences")]
    [InlineData("permissions")]
    public async Task Without_a_rehearsal_there_is_nothing_to_print(string command)
    {
        var (code, output) = await RunAsync(command);
        Assert.Equal(2, code);
        Assert.Equal("No rehearsal has run here yet. Start one: dotnet run --project infra/src/Rehearsal", output);
    }

    [Fact]
    public async Task The_short_command_does_the_same_as_dotnet_run()
    {
        var start = new ProcessStartInfo(Path.Combine(ThisRepository.Root, "infra", "rehearsal"), ["differences"])
        {
            WorkingDirectory = repository.Root,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = (await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(await RunAsync("differences"), (process.ExitCode, output));
    }

    [Fact]
    public async Task An_unexpected_failure_is_reported_without_a_stack_trace()
    {
        repository.Write(".rehearsal/executions/0/execution.json", "damaged");
        var (code, output) = await RunAsync("history");
        Assert.Equal(1, code);
        Assert.StartsWith("The rehearsal failed unexpectedly: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_delivery_there_is_no_history() =>
        Assert.Equal((0, "There are no executions yet."), await RunAsync("history"));

    [Theory]
    [InlineData("push")]
    [InlineData("approve")]
    [InlineData("reject")]
    [InlineData("rollback", "Prod")]
    [InlineData("retry", "Prod")]
    public async Task A_remote_command_requires_a_running_rehearsal(params string[] words)
    {
        var (code, output) = await RunAsync(words);
        Assert.Equal(2, code);
        Assert.Contains("No rehearsal of this repository is running. Start one with", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_of_an_action_that_never_ran_is_refused() =>
        Assert.Equal((2, "Action SmokeTest has no log: there are no executions yet."), await RunAsync("logs", "SmokeTest"));

    [Fact]
    public async Task Down_succeeds_when_nothing_is_running() => Assert.Equal(0, (await RunAsync("down")).Code);

    [Fact]
    public async Task Down_ends_the_leftovers_of_a_killed_rehearsal()
    {
        var left = repository.Processes.Start(
            new()
            {
                Program = "sleep",
                Arguments = ["600"],
                WorkingDirectory = repository.Root,
                Log = Path.Combine(repository.Folder.Logs, "sleep.log"),
            }
        );
        var (code, output) = await RunAsync("down");
        Assert.Equal(0, code);
        Assert.Contains("1 leftover", output, StringComparison.Ordinal);
        await left.Exited.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private Task<(int Code, string Output)> RunAsync(params string[] arguments) => RunAsync(arguments, path: null);

    private Task<(int Code, string Output)> RunAsync(string[] arguments, string? path) =>
        RehearsalProgram.RunAsync(repository, arguments, path);

    private string PathWithOther(string program, string sh)
    {
        var path = PathWithout(program);
        ShellProgram.Write(Path.Combine(path, program), sh);
        return path;
    }

    /// <summary>Builds a PATH with all programs that the rehearsal needs except one.</summary>
    private string PathWithout(string missing)
    {
        var folder = Directory.CreateDirectory(Path.Combine(repository.Folder.Temp, "path")).FullName;
        foreach (
            var program in ((string[])["bash", "curl", "git", "node", "npm", "python3", "dotnet"]).Where(program => program != missing)
        )
        {
            var found = Environment
                .GetEnvironmentVariable("PATH")!
                .Split(':')
                .Select(directory => Path.Combine(directory, program))
                .FirstOrDefault(File.Exists);
            if (found is not null)
                File.CreateSymbolicLink(Path.Combine(folder, program), found);
        }
        return folder;
    }
}
