using System.Diagnostics;
using Rehearsal.Processes;

namespace Rehearsal.Tests;

/// <summary>The first build of a clone, where only MSBuild can check the prerequisites: none of our programs is built yet.</summary>
public sealed class ColdBuildTests : IDisposable
{
    private const string Project = "infra/src/Small/Small.csproj";

    private const string PathRefused =
        "The repository's path has a semicolon, or a percent sign before two hex digits: .NET can't build " + "there. Move it elsewhere.";

    private static readonly string[] Copied =
    [
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Packages.props",
        "bindings/Bindings.proj",
        "bindings/Bindings.targets",
        "bindings/Directory.Build.props",
        "bindings/Directory.Build.targets",
        "bindings/Directory.Packages.props",
    ];

    /// <summary>Runs a program in a read-only folder: FOLDER PROGRAM [ARGUMENT]...</summary>
    private const string ReadOnly = "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && cd \"$0\" && exec \"$@\"";

    private readonly string outside = Directory.CreateTempSubdirectory("cold-").FullName;

    public void Dispose() => Directory.Delete(outside, recursive: true);

    [Theory]
    [InlineData("a b/it's (1) & $x/[100] #x,{y}")]
    [InlineData("[a]/größe")]
    public async Task A_build_finds_its_own_files(string folder) => Assert.Equal((0, ""), await BuildAsync(folder, "exit 0"));

    [Theory]
    [InlineData("a;b")]
    [InlineData("feature%2Flogin")]
    public async Task A_path_that_dot_net_does_not_support_is_refused_with_a_reason(string folder) =>
        Assert.Equal((1, PathRefused), await BuildAsync(folder, "exit 0"));

    [Fact]
    public async Task A_missing_node_is_reported() =>
        Assert.Equal((1, "Node.js is missing on the PATH: install Node.js 20 or newer."), await BuildAsync("clone", node: null));

    [Fact]
    public async Task An_old_node_is_reported() =>
        Assert.Equal((1, "The Node.js on the PATH is too old: install Node.js 20 or newer."), await BuildAsync("clone", "exit 1"));

    [Fact]
    public async Task A_read_only_folder_is_reported()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root makes a file system read-only.");
        var sentence =
            $"This user can't write to {Path.Combine(outside, "clone", "infra", "src", "Small")}: a build writes into the repository. "
            + "Clone it into a folder of your own.";
        Assert.Equal((1, sentence), await BuildAsync("clone", "exit 0", readOnly: true));
    }

    /// <summary>Fills the NuGet feed of the bindings, the first step of every build.</summary>
    /// <param name="node">The script that replaces Node.</param>
    /// <returns>The exit code and the error messages.</returns>
    private async Task<(int Code, string Errors)> BuildAsync(string folder, string? node, bool readOnly = false)
    {
        var root = Path.Combine(outside, folder);
        foreach (var file in Copied)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, "infra", file))!);
            File.Copy(Path.Combine(ThisRepository.Root, "infra", file), Path.Combine(root, "infra", file));
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, Project))!);
        const string Small = "<Project Sdk=\"Microsoft.NET.Sdk\"><Import Project=\"../../bindings/Bindings.targets\" /></Project>";
        await File.WriteAllTextAsync(Path.Combine(root, Project), Small, TestContext.Current.CancellationToken);

        var programs = Directory.CreateDirectory(Path.Combine(outside, "programs")).FullName;
        File.CreateSymbolicLink(Path.Combine(programs, "sh"), "/bin/sh");
        if (node is not null)
            ShellProgram.Write(Path.Combine(programs, "node"), node);
        string[] msbuild = ["env", $"PATH={programs}", Tools.Find("dotnet")!, "msbuild", Project, "-target:FillBindingsFeed", "-nologo"];
        var command = readOnly ? ["unshare", "--mount", "bash", "-c", ReadOnly, root, .. msbuild] : msbuild;
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = root, RedirectStandardOutput = true };
        using var build = Process.Start(start)!;
        var lines = (await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        var errors = lines.Where(line => line.Contains(": error", StringComparison.Ordinal));
        return (build.ExitCode, string.Join('\n', errors.Select(line => line.Split(": error")[1].TrimStart(' ', ':').Split(" [")[0])));
    }
}
