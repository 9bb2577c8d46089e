using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rehearsal.Workspace;

namespace Steps.Tests;

public sealed class SmokeTestScriptTests(StepScripts scripts) : IClassFixture<StepScripts>
{
    [Fact]
    public async Task The_release_that_was_meant_passes() => Assert.Equal(0, (await RunAsync("c0ffee", "c0ffee")).Code);

    [Theory]
    [InlineData("decaf")]
    [InlineData("before \"release\":\"c0ffee\"")]
    public async Task Another_release_does_not_pass_though_it_is_alive(string running)
    {
        var (code, output) = await RunAsync("c0ffee", running);
        Assert.Equal(1, code);
        Assert.Contains("it is not release c0ffee", output, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output)> RunAsync(string meant, string running)
    {
        await using var api = LocalServer.Create();
        api.MapGet("/health/{kind}", () => Results.Ok());
        api.MapGet("/version", () => Results.Json(new { name = "expenses-api", version = "1.0.0", release = running }));
        var address = $"http://127.0.0.1:{Ports.Free()}";
        api.Urls.Add(address);
        await api.StartAsync(TestContext.Current.CancellationToken);
        return await scripts.RunAsync("smoke-test.sh", [scripts.File(meant)], new() { ["API_URL"] = address });
    }
}
