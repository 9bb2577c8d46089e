using System.Diagnostics;

namespace Steps.Tests;

public sealed class ShellTests
{
    private static readonly string[] Scripts = [.. Directory.EnumerateFiles(StepScripts.Folder, "*.sh").Order()];

    /// <summary>A sourced script runs with the options of the script that sources it.</summary>
    private static readonly string[] Sourced =
    [
        "arguments.sh",
        "bundle-bucket.sh",
        "capture.sh",
        "findings.sh",
        "git.sh",
        "github-token.sh",
        "image-repository.sh",
        "install-dotnet.sh",
        "npm.sh",
        "settings.sh",
        "stacks.sh",
        "stage-credentials.sh",
    ];

    public static TheoryData<string> Names => [.. Scripts.Select(script => Path.GetFileName(script))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_script_stops_at_the_first_command_that_fails(string name) =>
        Assert.Equal(!Sourced.Contains(name), File.ReadAllLines(Path.Combine(StepScripts.Folder, name)).Contains("set -euo pipefail"));

    [Fact]
    public async Task ShellCheck_reports_nothing()
    {
        var shellcheck = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, "shellcheck")));
        Assert.SkipUnless(
            shellcheck || Environment.GetEnvironmentVariable("CI") == "true",
            "There is no shellcheck on this machine (on Debian: apt-get install shellcheck)."
        );

        var containers = Path.Combine(ThisRepository.Root, "infra", "src", "Rehearsal", "Containers", "scripts");
        string[] scripts =
        [
            .. Scripts,
            .. Directory.EnumerateFiles(containers, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) != ".py"),
            Path.Combine(ThisRepository.Root, "infra", "docs", "picture", "take.sh"),
            Path.Combine(ThisRepository.Root, ".ci", "run"),
            Path.Combine(ThisRepository.Root, "infra", "rehearsal"),
        ];
        using var check = Process.Start(
            new ProcessStartInfo("shellcheck", ["--external-sources", .. scripts])
            {
                WorkingDirectory = ThisRepository.Root,
                RedirectStandardOutput = true,
            }
        )!;
        var findings = await check.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(check.ExitCode == 0, findings);
    }
}
