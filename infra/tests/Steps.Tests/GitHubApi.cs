using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Steps.Tests;

/// <summary>A local replacement for GitHub's API: the parts about a token and a branch.</summary>
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
        server.MapGet("/repos/example/expenses/hooks", () => CanReadWebhooks ? Results.Json(Array.Empty<object>()) : Results.NotFound());
        server.MapGet("/repos/example/expenses/branches/main", () => Results.Json(new { name = "main", @protected = IsProtected }));
        server.MapGet(
            "/repos/example/expenses/rules/branches/main",
            () => Results.Json(RequiresPullRequests ? [new { type = "pull_request" }] : Array.Empty<object>())
        );
    }

    public string Address => server.Address;

    /// <summary>The scopes of a classic token; a fine-grained token has none.</summary>
    public string? Scopes { get; set; }

    public string? Expires { get; set; }

    public bool CanReadWebhooks { get; set; } = true;

    public bool IsProtected { get; set; }

    public bool RequiresPullRequests { get; set; }

    public static async Task<GitHubApi> StartAsync(string token)
    {
        var api = new GitHubApi(token);
        await api.server.StartAsync(TestContext.Current.CancellationToken);
        return api;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
