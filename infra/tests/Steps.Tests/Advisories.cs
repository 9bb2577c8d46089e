using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Steps.Tests;

/// <summary>A registry that npm asks for known vulnerabilities. It knows no package beside: npm does without.</summary>
internal sealed class Advisories : IAsyncDisposable
{
    private readonly WebApplication registry = LocalServer.Create();

    private Advisories() { }

    public string Address => registry.Address;

    /// <summary>The packages that npm has asked about.</summary>
    public List<string> Asked { get; } = [];

    public static Task<Advisories> StartAsync(params (string Package, string Severity, string Name)[] findings)
    {
        var packages = findings
            .GroupBy(finding => finding.Package)
            .Select(package => KeyValuePair.Create(package.Key, (JsonNode?)new JsonArray([.. package.Select(Advisory)])));
        return StartAsync(new JsonObject(packages).ToJsonString());
    }

    public static async Task<Advisories> StartAsync(string answer, int status = StatusCodes.Status200OK)
    {
        var advisories = new Advisories();
        advisories.registry.MapPost(
            "/-/npm/v1/security/advisories/bulk",
            async (HttpRequest request) =>
            {
                await using var unpacked = new System.IO.Compression.GZipStream(
                    request.Body,
                    System.IO.Compression.CompressionMode.Decompress
                );
                var question = (await JsonNode.ParseAsync(request.Headers.ContentEncoding == "gzip" ? unpacked : request.Body))!;
                advisories.Asked.AddRange(question.AsObject().Select(package => package.Key));
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
            ["title"] = "It trusts its input",
            ["severity"] = finding.Severity,
            ["vulnerable_versions"] = "<2.0.0",
        };
}
