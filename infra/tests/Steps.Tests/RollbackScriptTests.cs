using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Steps.Tests;

/// <summary>The emulator has no executions of CodePipeline, so a small server with CodePipeline's protocol returns them.</summary>
public sealed class RollbackScriptTests(StepScripts scripts) : IAsyncLifetime
{
    private const int CurrentVersion = 4;

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
    public async Task Without_an_execution_it_lists_those_that_the_stage_can_roll_back_to()
    {
        succeeded.AddRange([
            ("aaaa1111", "STANDARD", CurrentVersion),
            ("bbbb2222", "ROLLBACK", CurrentVersion),
            ("cccc3333", "STANDARD", CurrentVersion - 1),
            ("dddd4444", "STANDARD", CurrentVersion),
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
    public async Task It_rolls_back_to_the_execution_that_starts_with_the_given_characters()
    {
        succeeded.AddRange([("aaaa1111", "STANDARD", CurrentVersion), ("dddd4444", "STANDARD", CurrentVersion)]);
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
    public async Task An_execution_of_an_earlier_structure_is_refused()
    {
        succeeded.AddRange([("aaaa1111", "STANDARD", CurrentVersion), ("cccc3333", "STANDARD", CurrentVersion - 1)]);
        var (code, output) = await RunAsync("Prod", "cccc3333");
        Assert.Equal(2, code);
        Assert.Contains("can't roll back to \"cccc3333\"", output, StringComparison.Ordinal);
        Assert.Contains("aaaa1111", output, StringComparison.Ordinal);
        Assert.Empty(rollbacks);
    }

    [Fact]
    public async Task Without_an_execution_of_the_current_structure_it_points_to_the_runbook()
    {
        succeeded.Add(("cccc3333", "STANDARD", CurrentVersion - 1));
        var (code, output) = await RunAsync("Prod");
        Assert.Equal(1, code);
        Assert.Contains("since the pipeline's structure last changed (version 4)", output, StringComparison.Ordinal);
        Assert.Contains("runbook.md", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_stage_is_refused()
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
                        version = CurrentVersion,
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
            "RollbackStage" => Json(new { pipelineExecutionId = RecordRollback(body) }),
            var other => Results.Text(other, statusCode: StatusCodes.Status400BadRequest),
        };
    }

    private string RecordRollback(JsonNode rollback)
    {
        rollbacks.Add(rollback);
        return "eeee5555";
    }

    private static IResult Json(object answer) => Results.Json(answer, contentType: "application/x-amz-json-1.1");
}
