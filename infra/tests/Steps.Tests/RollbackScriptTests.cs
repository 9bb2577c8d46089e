using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Steps.Tests;

/// <summary>The emulator knows no executions of CodePipeline: here a small server answers, in CodePipeline's own protocol, what a pipeline has delivered.</summary>
public sealed class RollbackScriptTests(StepScripts scripts) : IAsyncLifetime
{
    private const int PresentVersion = 4;

    private readonly WebApplication codePipeline = LocalServer.Create();
    private readonly List<(string Id, string Type, int Version)> succeeded = [];
    private readonly List<JsonNode> rollbacks = [];

    public async ValueTask InitializeAsync()
    {
        codePipeline.MapPost("/", AnswerAsync);
        await codePipeline.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => codePipeline.DisposeAsync();

    [Fact]
    public async Task It_lists_what_a_stage_can_go_back_to_and_starts_nothing()
    {
        succeeded.AddRange([
            ("aaaa1111", "STANDARD", PresentVersion),
            ("bbbb2222", "ROLLBACK", PresentVersion),
            ("cccc3333", "STANDARD", PresentVersion - 1),
            ("dddd4444", "STANDARD", PresentVersion),
        ]);
        var (code, output) = await RunAsync("Prod");
        Assert.Equal(0, code);
        Assert.Matches("aaaa1111 .* commit commit-aaaa1111", output);
        Assert.Matches("dddd4444 .* commit commit-dddd4444", output);
        Assert.DoesNotContain("bbbb2222", output, StringComparison.Ordinal);
        Assert.DoesNotContain("cccc3333", output, StringComparison.Ordinal);
        Assert.Empty(rollbacks);
    }

    [Fact]
    public async Task It_sends_the_stage_back_to_the_execution_whose_first_characters_it_is_told()
    {
        succeeded.AddRange([("aaaa1111", "STANDARD", PresentVersion), ("dddd4444", "STANDARD", PresentVersion)]);
        var (code, output) = await RunAsync("Prod", "dd");
        Assert.True(code == 0, output);
        var rollback = Assert.Single(rollbacks);
        Assert.Equal(
            ("expenses", "Prod", "dddd4444"),
            ((string?)rollback["pipelineName"], (string?)rollback["stageName"], (string?)rollback["targetPipelineExecutionId"])
        );
        Assert.Contains("Watch execution eeee5555", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_execution_that_it_cannot_go_back_to_is_refused_with_those_that_it_can()
    {
        succeeded.AddRange([("aaaa1111", "STANDARD", PresentVersion), ("cccc3333", "STANDARD", PresentVersion - 1)]);
        var (code, output) = await RunAsync("Prod", "cccc3333");
        Assert.Equal(2, code);
        Assert.Contains("can't roll back to \"cccc3333\"", output, StringComparison.Ordinal);
        Assert.Contains("aaaa1111", output, StringComparison.Ordinal);
        Assert.Empty(rollbacks);
    }

    [Fact]
    public async Task Where_the_structure_has_changed_since_it_says_so_and_where_to_read_on()
    {
        succeeded.Add(("cccc3333", "STANDARD", PresentVersion - 1));
        var (code, output) = await RunAsync("Prod");
        Assert.Equal(1, code);
        Assert.Contains("since the pipeline's structure last changed (version 4)", output, StringComparison.Ordinal);
        Assert.Contains("runbook.md", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_that_there_is_not_is_named_with_those_that_there_are()
    {
        var (code, output) = await RunAsync("Production");
        Assert.Equal(2, code);
        Assert.Contains("no stage \"Production\"; it has Source, Dev, Prod.", output, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output)> RunAsync(params string[] arguments) =>
        scripts.RunAsync("rollback.sh", arguments, new() { ["AWS_ENDPOINT_URL"] = codePipeline.Address });

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        var body = (await JsonNode.ParseAsync(request.Body))!;
        return request.Headers["X-Amz-Target"].ToString().Split('.')[^1] switch
        {
            "GetPipeline" => Json(
                new
                {
                    pipeline = new
                    {
                        name = body["name"],
                        version = PresentVersion,
                        stages = new[] { new { name = "Source" }, new { name = "Dev" }, new { name = "Prod" } },
                    },
                }
            ),
            "ListPipelineExecutions" when (string?)body["filter"]?["succeededInStage"]?["stageName"] == "Prod" => Json(
                new
                {
                    pipelineExecutionSummaries = succeeded.Select(execution => new
                    {
                        pipelineExecutionId = execution.Id,
                        executionType = execution.Type,
                        startTime = 1_790_000_000,
                        sourceRevisions = new[]
                        {
                            new { actionName = "History", revisionId = "a later commit" },
                            new { actionName = "Source", revisionId = $"commit-{execution.Id}" },
                        },
                    }),
                }
            ),
            "GetPipelineExecution" => Json(
                new
                {
                    pipelineExecution = new
                    {
                        pipelineVersion = succeeded.Single(execution => execution.Id == (string?)body["pipelineExecutionId"]).Version,
                    },
                }
            ),
            "RollbackStage" => Json(new { pipelineExecutionId = Keep(body) }),
            var other => Results.Text(other, statusCode: StatusCodes.Status400BadRequest),
        };
    }

    private string Keep(JsonNode rollback)
    {
        rollbacks.Add(rollback);
        return "eeee5555";
    }

    private static IResult Json(object answer) => Results.Json(answer, contentType: "application/x-amz-json-1.1");
}
