using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Steps.Tests;

/// <summary>A registry with npm's endpoint for advisories, and nothing else.</summary>
internal sealed class NpmAdvisories : IAsyncDisposable
{
    private readonly WebApplication registry = LocalServer.Create();

    private NpmAdvisories() { }

    public string Address => registry.Address;

    /// <summary>The packages that npm has requested advisories for.</summary>
    public List<string> RequestedPackages { get; } = [];

    public static Task<NpmAdvisories> StartAsync(params (string Package, string Severity, string Name)[] findings)
    {
        var packages = findings
            .GroupBy(finding => finding.Package)
            .Select(package => KeyValuePair.Create(package.Key, (JsonNode?)new JsonArray([.. package.Select(Advisory)])));
        return StartAsync(new JsonObject(packages).ToJsonString());
    }

    public static async Task<NpmAdvisories> StartAsync(string answer, int status = StatusCodes.Status200OK)
    {
        var advisories = new NpmAdvisories();
        advisories.registry.MapPost(
            "/-/npm/v1/security/advisories/bulk",
            async (HttpRequest request) =>
            {
                await using var unpacked = new System.IO.Compression.GZipStream(
                    request.Body,
                    System.IO.Compression.CompressionMode.Decompress
                );
                var body = (await JsonNode.ParseAsync(request.Headers.ContentEncoding == "gzip" ? unpacked : request.Body))!;
                advisories.RequestedPackages.AddRange(body.AsObject().Select(package => package.Key));
                return Results.Text(answer, "application/json", statusCode: status);
            }
        );
        await advisories.registry.StartAsync(TestContext.Current.CancellationToken);
        return advisories;
    }

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    private static JsonNode Advisory((string Package, string Severity, string Name) finding, int index) =>
        new JsonObject
        {
            ["id"] = index + 1,
            ["url"] = $"https://github.com/advisories/{finding.Name}",
            ["title"] = "Improper input validation",
            ["severity"] = finding.Severity,
            ["vulnerable_versions"] = "<2.0.0",
        };
}
