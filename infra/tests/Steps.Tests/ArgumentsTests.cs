using System.Diagnostics;

namespace Steps.Tests;

/// <summary>A command pasted from the README may still have a placeholder.</summary>
public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("ACCOUNT eu-central-1", "the account is \"ACCOUNT\"; it must be 12 digits, such as 123456789012.")]
    [InlineData("1234-5678-9012 eu-central-1", "the account is \"1234-5678-9012\"; it must be 12 digits, such as 123456789012.")]
    [InlineData("123456789012 REGION", "the region is \"REGION\"; it must be a name such as eu-central-1.")]
    [InlineData("123456789012 eu-central-1a", "the region is \"eu-central-1a\"; it must be a name such as eu-central-1.")]
    public async Task An_invalid_account_or_region_is_refused_before_any_work(string arguments, string problem)
    {
        Assert.Equal((2, $"bootstrap.sh: {problem}\n"), await RunAsync("bootstrap.sh", arguments.Split(' ')));
        Assert.Equal((2, $"preflight.sh: {problem}\n"), await RunAsync("preflight.sh", [.. arguments.Split(' '), "Dev"]));
    }

    private static async Task<(int Code, string Output)> RunAsync(string script, string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(StepScripts.Folder, script), .. arguments])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
