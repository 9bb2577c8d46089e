using Rehearsal.Processes;

namespace Rehearsal.Tests;

/// <summary>A clone of a repository that the pipeline reads besides the working tree.</summary>
internal static class GitClone
{
    /// <summary>Commits a new file to a branch, which becomes the present one. Makes the repository if it doesn't exist.</summary>
    public static async Task CommitAsync(ProcessTable processes, string folder, string branch, string file)
    {
        Directory.CreateDirectory(folder);
        var log = Path.Combine(folder, ".git.log");
        var commands = $"""
            git init --quiet; git checkout --quiet -B {branch}; touch {file}; git add {file}
            git -c user.name=Test -c user.email=test@localhost commit --quiet --message 'Add {file}'
            """;
        var code = await processes.RunAsync(
            new()
            {
                Program = "bash",
                Arguments = ["-ec", commands],
                WorkingDirectory = folder,
                Log = log,
            },
            TestContext.Current.CancellationToken
        );
        Assert.True(code == 0, await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
        File.Delete(log);
    }
}
