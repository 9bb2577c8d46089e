using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Steps.Tests;

public sealed class SmokeTestScriptTests(StepScripts scripts)
{
    private const string WrongCredentials = "urn:expenses:problem:wrong-credentials";

    [Fact]
    public async Task The_expected_release_passes() => Assert.Equal(0, (await RunAsync("c0ffee", "c0ffee")).Code);

    [Theory]
    [InlineData("decaf")]
    [InlineData("before \"release\":\"c0ffee\"")]
    public async Task Another_release_fails_even_if_it_is_alive(string running)
    {
        var (code, output) = await RunAsync("c0ffee", running);
        Assert.Equal(1, code);
        Assert.Contains("expected c0ffee", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "urn:expenses:problem:not-signed-in")]
    [InlineData(404, "urn:expenses:problem:no-such-route")]
    [InlineData(200, WrongCredentials)]
    public async Task A_login_that_is_not_refused_for_wrong_credentials_fails(int status, string type)
    {
        var (code, output) = await RunAsync("c0ffee", "c0ffee", _ => Results.Json(new { type }, statusCode: status));
        Assert.Equal(1, code);
        Assert.Contains("POST http://127.0.0.1:", output, StringComparison.Ordinal);
        Assert.Contains($"got \"{type}\"", output, StringComparison.Ordinal);
        Assert.Contains("Look at the database", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_api_that_answers_as_unhealthy_fails()
    {
        var (code, output) = await RunAsync("c0ffee", "c0ffee", health: StatusCodes.Status503ServiceUnavailable, retries: 1);
        Assert.Equal(1, code);
        Assert.Contains("GET /health/live: expected status 200, got 503", output, StringComparison.Ordinal);
        Assert.Contains("The API isn't alive", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_api_whose_database_stays_unavailable_fails()
    {
        const string unavailable = "urn:expenses:problem:unavailable";
        var (code, output) = await RunAsync(
            "c0ffee",
            "c0ffee",
            _ => Results.Json(new { type = unavailable }, statusCode: StatusCodes.Status503ServiceUnavailable),
            retries: 1
        );
        Assert.Equal(1, code);
        Assert.Contains($"got \"{unavailable}\": the API may not reach its database", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_test_waits_for_a_paused_database()
    {
        var logins = 0;
        var (code, output) = await RunAsync(
            "c0ffee",
            "c0ffee",
            _ =>
                Interlocked.Increment(ref logins) == 1
                    ? Results.Json(new { type = "urn:expenses:problem:unavailable" }, statusCode: 503)
                    : Refused()
        );
        Assert.True(code == 0, output);
        Assert.Equal(2, logins);
    }

    [Fact]
    public async Task Each_run_logs_in_with_a_new_unknown_address()
    {
        List<string> addresses = [];
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await RunAsync(
                "c0ffee",
                "c0ffee",
                credentials =>
                {
                    addresses.Add((string)credentials["email"]!);
                    return Refused();
                }
            );
        }
        Assert.Equal(2, addresses.Distinct().Count());
        Assert.All(addresses, address => Assert.EndsWith("@invalid.example", address, StringComparison.Ordinal));
    }

    private static IResult Refused() => Results.Json(new { type = WrongCredentials }, statusCode: 401);

    private async Task<(int Code, string Output)> RunAsync(
        string expected,
        string running,
        Func<JsonNode, IResult>? login = null,
        int health = StatusCodes.Status200OK,
        int retries = 5
    )
    {
        await using var api = LocalServer.Create();
        api.MapGet("/health/live", () => Results.StatusCode(health));
        api.MapPost(
            "/v1/auth/login",
            async (HttpRequest request) =>
            {
                var credentials = (await JsonNode.ParseAsync(request.Body))!;
                return login?.Invoke(credentials) ?? Refused();
            }
        );
        api.MapGet(
            "/version",
            () =>
                Results.Json(
                    new
                    {
                        name = "expenses-api",
                        version = "1.0.0",
                        release = running,
                    }
                )
        );
        await api.StartAsync(TestContext.Current.CancellationToken);
        return await scripts.RunAsync(
            "smoke-test.sh",
            [scripts.TempFile(expected)],
            new() { ["API_URL"] = api.Address, ["RETRIES"] = $"{retries}" }
        );
    }
}
