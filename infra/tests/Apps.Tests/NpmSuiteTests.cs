using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Apps.Tests;

/// <summary>Runs the apps' npm test suites with the pipeline's script, so that `dotnet test` runs every test.</summary>
public sealed class NpmSuiteTests
{
    [Theory]
    [InlineData("app-backend")]
    [InlineData("app-frontend")]
    public async Task The_tests_of_the_app_pass(string app)
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
        var printed = await output + await errors;
        TestContext.Current.TestOutputHelper!.WriteLine(printed);
        Assert.True(suite.ExitCode == 0, $"verify.sh {app} exited with {suite.ExitCode}:{Environment.NewLine}{printed}");
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
