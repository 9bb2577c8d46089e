namespace Rehearsal.Tests;

/// <summary>The program as people start it.</summary>
public sealed class CommandLineTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Theory]
    [InlineData("--aprove", "--aprove")]
    [InlineData("pipelines", "pipelines")]
    [InlineData("--skip", "--skip")]
    public async Task What_the_command_line_does_not_know_is_named(string word, string named)
    {
        var (code, output) = await RunAsync(word);
        Assert.Equal(2, code);
        Assert.Contains(named, output, StringComparison.Ordinal);
        Assert.Contains("--help", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approving_and_rejecting_at_once_is_refused() => Assert.Equal((2, "--approve and --reject contradict each other: say one of them."), await RunAsync("--approve", "--reject"));

    [Fact]
    public async Task Without_a_terminal_it_wants_to_know_the_answer_beforehand()
    {
        var (code, output) = await RunAsync("--exit");
        Assert.Equal(2, code);
        Assert.Contains("say --approve or --reject", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_python_is_told_how_to_get_it()
    {
        var (code, output) = await RunAsync(["--approve"], path: PathWithout("python3"));
        Assert.Equal(2, code);
        Assert.Contains("python3 is missing", output, StringComparison.Ordinal);
        Assert.Contains("apt-get install python3", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_tells_each_part_with_its_version_and_whether_it_is_real_and_changes_nothing()
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
    public async Task The_doctor_tells_scripts_when_a_part_that_is_needed_is_missing()
    {
        var (code, output) = await RunAsync(["doctor"], path: PathWithout("git"));
        Assert.Equal(2, code);
        Assert.Matches("(?m)^git +missing: on Debian: apt-get install git$", output);
        Assert.Contains("No rehearsal can run here without git", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_knows_that_a_part_can_be_too_old()
    {
        var path = PathWithout("node");
        var old = Path.Combine(path, "node");
        await File.WriteAllTextAsync(old, "#!/bin/sh\necho v18.20.1\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(old, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var (code, output) = await RunAsync(["doctor"], path);
        Assert.Equal(2, code);
        Assert.Matches("(?m)^Node.js +18.20.1 is too old, it has to be 20.0 or newer: ", output);
    }

    [Fact]
    public async Task Without_a_delivery_there_is_no_history() => Assert.Equal((0, "Nothing has been delivered here yet."), await RunAsync("history"));

    [Theory]
    [InlineData("push")]
    [InlineData("approve")]
    [InlineData("reject")]
    [InlineData("rollback", "Prod")]
    [InlineData("retry", "Prod")]
    public async Task What_is_said_to_a_rehearsal_wants_one_that_runs(params string[] words)
    {
        var (code, output) = await RunAsync(words);
        Assert.Equal(2, code);
        Assert.Contains("No rehearsal of this repository runs: start one with", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_of_what_never_ran_is_refused() => Assert.Equal((2, "There is no log of an action SmokeTest: nothing has been delivered here yet."), await RunAsync("logs", "SmokeTest"));

    [Fact]
    public async Task Going_down_where_nothing_runs_is_no_error() => Assert.Equal(0, (await RunAsync("down")).Code);

    [Fact]
    public async Task Going_down_ends_what_a_killed_rehearsal_left()
    {
        var left = repository.Processes.Start(new() { Program = "sleep", Arguments = ["600"], WorkingDirectory = repository.Root, Log = Path.Combine(repository.Folder.Logs, "sleep.log") });
        var (code, output) = await RunAsync("down");
        Assert.Equal(0, code);
        Assert.Contains("1 leftover", output, StringComparison.Ordinal);
        await left.Exited.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private Task<(int Code, string Output)> RunAsync(params string[] arguments) => RunAsync(arguments, path: null);

    private Task<(int Code, string Output)> RunAsync(string[] arguments, string? path) => RehearsalProgram.RunAsync(repository, arguments, path);

    /// <summary>A PATH on which all of the programs are that the rehearsal needs, but one.</summary>
    private string PathWithout(string missing)
    {
        var folder = Directory.CreateDirectory(Path.Combine(repository.Folder.Temp, "path")).FullName;
        foreach (var program in ((string[])["bash", "curl", "git", "node", "npm", "python3", "dotnet"]).Where(program => program != missing))
        {
            var found = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
            if (found is not null)
                File.CreateSymbolicLink(Path.Combine(folder, program), found);
        }
        return folder;
    }
}
