using Rehearsal.Processes;

namespace Steps.Tests;

/// <summary>Replaces npm, dotnet and cdk with bash that writes a small cloud assembly. The rehearsal tests the real synthesis.</summary>
public sealed class SynthScriptTests : IAsyncLifetime
{
    private const string Commit =
        "git init --quiet && git add --all && " + "git -c user.name=Test -c user.email=test@localhost commit --quiet --message 'A change'";

    private readonly TemporaryRepository repository = new();
    private readonly RecordedPrograms programs = new();

    private string Clone => Path.Combine(repository.Root, "clone");

    private string Assembly => Path.Combine(Clone, "infra", "cdk.out");

    public ValueTask InitializeAsync()
    {
        var steps = Directory.CreateDirectory(Path.Combine(Clone, "infra", "steps")).FullName;
        foreach (var script in Directory.EnumerateFiles(StepScripts.Folder))
            File.Copy(script, Path.Combine(steps, Path.GetFileName(script)));
        programs.Add("npm", ":");
        programs.Add("dotnet", "echo 10.0.100");
        programs.Add(
            "cdk",
            """
            mkdir -p infra/cdk.out/asset.1
            cd infra/cdk.out
            echo 1 > asset.1/index.js
            echo 2 > backend-image-tag
            echo 3 > frontend-bundle-tag
            """
        );
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        programs.Dispose();
        await repository.DisposeAsync();
    }

    [Fact]
    public async Task The_commit_is_that_of_the_clone()
    {
        var commit = await BashAsync($"{Commit} && git rev-parse HEAD");
        var (code, output) = await SynthAsync("bash");
        Assert.True(code == 0, output);
        Assert.Equal(commit.Output, File.ReadAllText(Path.Combine(Assembly, "commit")));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("git init --quiet")]
    [InlineData($"cd .. && {Commit}")]
    public async Task A_folder_that_is_not_a_clone_is_refused_before_any_work(string before)
    {
        Assert.Equal((0, ""), await BashAsync(before));
        var (code, output) = await SynthAsync("bash");
        Assert.Equal(1, code);
        // The path up to the clone may lead through a link, which the script resolves.
        Assert.Matches("^synth\\.sh: /.*/clone is not a git clone with a commit\\. Clone the repository with git", output);
        Assert.Empty(programs.Calls);
    }

    [Fact]
    public async Task A_cloud_assembly_from_a_strict_umask_is_readable_by_everyone()
    {
        var (code, output) = await SynthAsync("export CODEBUILD_RESOLVED_SOURCE_VERSION=c0ffee; umask 077; bash");
        Assert.True(code == 0, output);
        Assert.Equal((0, ""), await BashAsync($"find '{Assembly}' ! -perm -go=r"));
    }

    private Task<(int Code, string Output)> SynthAsync(string bash) => BashAsync($"{bash} infra/steps/synth.sh");

    private async Task<(int Code, string Output)> BashAsync(string commands)
    {
        var log = Path.Combine(repository.Folder.Temp, Guid.NewGuid().ToString());
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = programs.PrependTo(ProcessEnvironment.SearchPath(repository.Folder)),
        };
        var code = await repository.Processes.RunAsync(
            new()
            {
                Program = "bash",
                Arguments = ["-euc", commands],
                WorkingDirectory = Clone,
                Environment = environment,
                Log = log,
            },
            TestContext.Current.CancellationToken
        );
        return (code, (await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)).Trim());
    }
}
