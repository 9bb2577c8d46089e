using System.Diagnostics;
using Rehearsal.Aws.Moto;
using Rehearsal.GitHub;
using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Workspace;

/// <summary>Folder names with unusual characters.</summary>
public sealed class OddPathTests : IDisposable
{
    private readonly string outside = Directory.CreateTempSubdirectory("odd-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => ["a  b", "it's (1) & x", "[100] {x}", "*", "größe"];

    public void Dispose() => Directory.Delete(outside, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    [InlineData("feature%2Flogin")]
    [InlineData("a;b")]
    [InlineData("$x")]
    [InlineData("a\"b\\c")]
    public async Task The_source_is_committed_and_cloned(string name)
    {
        var (folder, processes) = Repository(name);
        await using var _ = processes;
        using var source = new SourceRepository(folder, processes);
        await File.WriteAllTextAsync(Path.Combine(folder.Repository, "file"), "text", Cancel);
        const string Commit = "git -c user.name=Test -c user.email=test@localhost commit --quiet --allow-empty --message first";
        await ShellAsync(processes, folder, $"git init --quiet; {Commit}");
        var commit = await source.CommitAsync(Cancel);
        await source.ServeAsync("https://github.com/owner/name", Cancel);
        await source.MoveAsync("main", commit, Cancel);
        await source.CloneAsync(commit, Path.Combine(folder.Temp, "clone"), Cancel);
        await ShellAsync(processes, folder, "git clone --quiet https://github.com/owner/name \"$TMPDIR/other\"");
        Assert.Equal(commit, await ShellAsync(processes, folder, "git -C \"$TMPDIR/other\" rev-parse origin/main"));
        Assert.True(File.Exists(Path.Combine(folder.Temp, "clone", "file")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    [InlineData("$x")]
    [InlineData("a\"b\\c")]
    public async Task The_machines_aws_cli_is_found(string name)
    {
        var (folder, processes) = Repository(name);
        await using var _ = processes;
        ShellProgram.Write(Path.Combine(folder.Repository, "aws"), "echo \"$@\"");
        using var path = new Variables(("PATH", $"{folder.Repository}:{Environment.GetEnvironmentVariable("PATH")}"));
        await AwsCli.InstallAsync(folder, processes, Cancel);
        Assert.Equal("--endpoint-url http://here s3 ls", await ShellAsync(processes, folder, $"AWS_ENDPOINT_URL=http://here aws s3 ls"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Jsii_starts_although_it_does_not_quote_paths(string name)
    {
        var (folder, processes) = Repository(name);
        await using var _ = processes;
        await File.WriteAllTextAsync(Path.Combine(folder.Temp, "program.js"), "console.log(process.execArgv.join())", Cancel);

        // The same command line as in Amazon.JSII.Runtime.
        var temp = await ShellAsync(processes, folder, "echo \"$TMPDIR\"");
        var start = new ProcessStartInfo("node", $"--max-old-space-size=4096 {temp}/program.js") { RedirectStandardOutput = true };
        using var node = Process.Start(start)!;
        Assert.Equal("--max-old-space-size=4096\n", await node.StandardOutput.ReadToEndAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_build_runs_programs_and_leaves_no_temporary_folder(string name)
    {
        var (folder, processes) = Repository(name);
        string temp;
        await using (processes)
        {
            const string Project = "<Project><Target Name=\"A\"><Exec Command=\"true\" /></Target></Project>";
            await File.WriteAllTextAsync(Path.Combine(folder.Repository, "a.proj"), Project, Cancel);
            await ShellAsync(processes, folder, "dotnet msbuild a.proj -nologo");
            temp = await ShellAsync(processes, folder, "echo \"$TMPDIR\"");
        }
        Assert.False(Directory.Exists(temp));
    }

    [Theory]
    [InlineData("a:b")]
    [InlineData("a;b")]
    [InlineData("feature%2Flogin")]
    [InlineData("100% #x")]
    [InlineData("a\\b")]
    [InlineData("$x")]
    [InlineData("a`b")]
    [InlineData("a,b")]
    [InlineData("#1")]
    [InlineData("what?")]
    [InlineData("a\"b")]
    public void A_path_that_tools_do_not_support_is_refused_with_a_reason(string name)
    {
        var repository = Directory.CreateDirectory(Path.Combine(outside, name)).FullName;
        var flaw = Assert.Single(RepositoryFlaws.Of(repository));
        Assert.Contains($"The path of the repository is {repository}: ", flaw, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_other_path_is_accepted(string name) =>
        Assert.Empty(RepositoryFlaws.Of(Directory.CreateDirectory(Path.Combine(outside, name)).FullName));

    private (RehearsalFolder Folder, ProcessTable Processes) Repository(string name)
    {
        var folder = new RehearsalFolder(Directory.CreateDirectory(Path.Combine(outside, name)).FullName);
        File.WriteAllText(Path.Combine(folder.Repository, ".gitignore"), ".rehearsal/\n");
        return (folder, new(folder));
    }

    private static async Task<string> ShellAsync(ProcessTable processes, RehearsalFolder folder, string commands)
    {
        var log = Path.Combine(folder.Logs, $"{Guid.NewGuid():N}.log");
        var shell = new ProcessSpec
        {
            Program = "bash",
            Arguments = ["-ec", commands],
            WorkingDirectory = folder.Repository,
            Log = log,
        };
        var code = await processes.RunAsync(shell, Cancel);
        var output = (await File.ReadAllTextAsync(log, Cancel)).Trim();
        Assert.True(code == 0, output);
        return output;
    }
}
