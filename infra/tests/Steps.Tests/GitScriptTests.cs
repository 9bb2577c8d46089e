using System.Diagnostics;

namespace Steps.Tests;

public sealed class GitScriptTests
{
    /// <summary>A credential helper outside the system's and the user's files, as in Apple's git.</summary>
    private static readonly Dictionary<string, string> Keychain = new()
    {
        ["GIT_CONFIG_COUNT"] = "1",
        ["GIT_CONFIG_KEY_0"] = "credential.helper",
        ["GIT_CONFIG_VALUE_0"] = "!echo password=their-own; :",
        ["GIT_TERMINAL_PROMPT"] = "0",
    };

    [Fact]
    public async Task A_credential_helper_outside_the_users_files_is_not_used()
    {
        Assert.Contains("their-own", await PasswordAsync(""), StringComparison.Ordinal);
        Assert.Equal("", await PasswordAsync("source git.sh;"));
    }

    private static async Task<string> PasswordAsync(string before)
    {
        const string Login = "$'protocol=https\\nhost=github.invalid\\nusername=user\\n'";
        var command = $"{before} git credential fill <<< {Login} | grep password";
        var start = new ProcessStartInfo("bash", ["-c", command])
        {
            WorkingDirectory = StepScripts.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Keychain)
            start.Environment[name] = value;
        start.Environment.Remove("CODEBUILD_BUILD_ID");
        using var git = Process.Start(start)!;
        var output = await git.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
