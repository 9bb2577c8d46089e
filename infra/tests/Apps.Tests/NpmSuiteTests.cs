using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Apps.Tests;

/// <summary>The apps' own suites, so that one `dotnet test` runs every test there is. The pipeline runs the same script.</summary>
public sealed class NpmSuiteTests
{
    [Theory]
    [InlineData("app-backend")]
    [InlineData("app-frontend")]
    public async Task The_apps_own_tests_pass(string app)
    {
        var cancel = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("bash", [Path.Combine("infra", "steps", "verify.sh"), app])
        {
            WorkingDirectory = Root(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var suite = Process.Start(start)!;
        var output = suite.StandardOutput.ReadToEndAsync(cancel);
        var errors = suite.StandardError.ReadToEndAsync(cancel);
        await suite.WaitForExitAsync(cancel);
        var said = await output + await errors;
        TestContext.Current.TestOutputHelper!.WriteLine(said);
        Assert.True(suite.ExitCode == 0, $"verify.sh {app} ended with {suite.ExitCode}:{Environment.NewLine}{said}");
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
