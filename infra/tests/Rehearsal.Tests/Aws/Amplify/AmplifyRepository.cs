using System.Diagnostics;

namespace Rehearsal.Tests.Aws.Amplify;

/// <summary>A repository with the single branch that Amplify releases.</summary>
internal sealed class AmplifyRepository : IDisposable
{
    public const string Branch = "release/dev";

    private readonly string folder = Directory.CreateTempSubdirectory("site-").FullName;

    public AmplifyRepository() => Git("init", "--quiet", "--initial-branch", Branch);

    public string Address => $"file://{folder}";

    public void Commit(params (string File, string Text)[] files)
    {
        foreach (var (file, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.WriteAllText(Path.Combine(folder, file), text);
        }
        Git("add", "--all", "--force");
        Git("-c", "user.name=Test", "-c", "user.email=test@localhost", "commit", "--quiet", "--allow-empty", "--message", "A change");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var git = Process.Start(start)!;
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', arguments)} ended with {git.ExitCode}");
    }
}
