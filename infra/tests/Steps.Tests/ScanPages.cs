using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Steps.Tests;

/// <summary>The emulator returns all findings at once and never fails, so a small server with ECR's protocol returns pages.</summary>
internal sealed class ScanPages : IAsyncDisposable
{
    private readonly WebApplication ecr = LocalServer.Create();
    private readonly (string Severity, string Name)[][] pages;

    private ScanPages((string Severity, string Name)[][] pages) => this.pages = pages;

    public string Address => ecr.Address;

    /// <summary>The number of calls that it still answers. It refuses the next.</summary>
    public int AnswersLeft { get; set; } = int.MaxValue;

    public static async Task<ScanPages> StartAsync(params (string Severity, string Name)[][] pages)
    {
        var scan = new ScanPages(pages);
        scan.ecr.MapPost("/", scan.AnswerAsync);
        await scan.ecr.StartAsync(TestContext.Current.CancellationToken);
        return scan;
    }

    public static JsonArray Findings((string Severity, string Name)[] findings) =>
        [
            .. findings.Select(finding => new JsonObject
            {
                ["severity"] = finding.Severity,
                ["name"] = finding.Name,
                ["uri"] = $"https://example.com/{finding.Name}",
            }),
        ];

    public ValueTask DisposeAsync() => ecr.DisposeAsync();

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        if (AnswersLeft-- <= 0)
        {
            return Json(
                new JsonObject { ["__type"] = "AccessDeniedException", ["message"] = "Not authorized" },
                StatusCodes.Status400BadRequest
            );
        }

        var body = (await JsonNode.ParseAsync(request.Body))!;
        var page = int.Parse((string?)body["nextToken"] ?? "0", CultureInfo.InvariantCulture);
        var answer = new JsonObject
        {
            ["repositoryName"] = body["repositoryName"]!.DeepClone(),
            ["imageId"] = body["imageId"]!.DeepClone(),
            ["imageScanStatus"] = new JsonObject { ["status"] = "COMPLETE" },
            ["imageScanFindings"] = new JsonObject { ["findings"] = Findings(pages[page]) },
        };
        if (page + 1 < pages.Length)
            answer["nextToken"] = (page + 1).ToString(CultureInfo.InvariantCulture);
        return Json(answer, StatusCodes.Status200OK);
    }

    private static IResult Json(JsonNode answer, int status) =>
        Results.Json(answer, contentType: "application/x-amz-json-1.1", statusCode: status);
}
