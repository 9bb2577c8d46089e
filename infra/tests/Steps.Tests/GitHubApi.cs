using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Steps.Tests;

/// <summary>Stands for GitHub's API, as far as it says something about a token and a branch.</summary>
internal sealed class GitHubApi : IAsyncDisposable
{
    private readonly WebApplication server = LocalServer.Create();

    private GitHubApi(string token)
    {
        server.Use(
            async (context, next) =>
            {
                if (Scopes is { } scopes)
                    context.Response.Headers["X-OAuth-Scopes"] = scopes;
                if (Expires is { } expires)
                    context.Response.Headers["github-authentication-token-expiration"] = expires;
                if (context.Request.Headers.Authorization == $"Bearer {token}")
                    await next(context);
                else
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            }
        );
        server.MapGet("/repos/example/expenses", () => Results.Json(new { full_name = "example/expenses" }));
        server.MapGet("/repos/example/expenses/hooks", () => ShowsHooks ? Results.Json(Array.Empty<object>()) : Results.NotFound());
        server.MapGet("/repos/example/expenses/branches/main", () => Results.Json(new { name = "main", @protected = IsProtected }));
        server.MapGet(
            "/repos/example/expenses/rules/branches/main",
            () => Results.Json(AsksForPullRequests ? [new { type = "pull_request" }] : Array.Empty<object>())
        );
    }

    public string Address => server.Address;

    /// <summary>A classic token's scopes; a fine-grained one has none.</summary>
    public string? Scopes { get; set; }

    public string? Expires { get; set; }

    public bool ShowsHooks { get; set; } = true;

    public bool IsProtected { get; set; }

    public bool AsksForPullRequests { get; set; }

    public static async Task<GitHubApi> StartAsync(string token)
    {
        var api = new GitHubApi(token);
        await api.server.StartAsync(TestContext.Current.CancellationToken);
        return api;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
