using Rehearsal.Aws.Ecs;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Aws.Ecs;

/// <summary>Tasks start, run and stop as their definition says.</summary>
public sealed class TaskTests : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(5);

    private readonly SmallService service = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_container_that_depends_on_a_healthy_one_starts_once_that_is_healthy()
    {
        var ready = service.TempFile("ready");
        var helper = Shell("helper", "echo up; exec sleep 600") with
        {
            HealthCheck = new(["CMD-SHELL", $"test -e {ready}"]) { StartPeriod = 600 },
        };
        var deployment = service.DeployAsync("one", 1, Delay, After("helper", "HEALTHY"), helper);
        await Eventually.IsTrueAsync(() => service.Log("helper").Contains("up", StringComparison.Ordinal));
        Assert.Equal(503, (int)(await service.Http.GetAsync("/", Cancel)).StatusCode);

        await File.WriteAllTextAsync(ready, "", Cancel);
        await deployment;
        Assert.StartsWith("one", await service.AskAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("COMPLETE", "exit 3")]
    [InlineData("SUCCESS", "exit 0")]
    [InlineData("START", "exec sleep 600")]
    public async Task A_container_may_wait_for_the_start_the_end_or_the_success_of_another(string condition, string line)
    {
        await service.DeployAsync("one", 1, Delay, After("prepare", condition), Shell("prepare", line));
        Assert.StartsWith("one", await service.AskAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SUCCESS", "exit 3", "Container prepare ended with 3, so its dependents do not start.")]
    [InlineData("HEALTHY", "exit 0", "Container prepare did not become healthy, so its dependents do not start.")]
    [InlineData(
        "WELL",
        "exit 0",
        "Container prepare has a dependent with the condition WELL; it must be START, COMPLETE, SUCCESS or HEALTHY."
    )]
    public async Task A_container_whose_dependency_fails_does_not_start_and_the_error_has_the_reason(
        string condition,
        string line,
        string reason
    )
    {
        var prepare = Shell("prepare", line) with { HealthCheck = new(["CMD", "false"]) };
        var error = await Assert.ThrowsAsync<ResourceError>(() =>
            service.DeployAsync("one", 1, Delay, After("prepare", condition), prepare)
        );
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Empty(service.Log("api"));
    }

    [Fact]
    public async Task A_dependency_that_exceeds_its_start_timeout_fails_the_task()
    {
        var prepare = Shell("prepare", "exec sleep 600") with { StartTimeout = 0 };
        var error = await Assert.ThrowsAsync<ResourceError>(() =>
            service.DeployAsync("one", 1, Delay, After("prepare", "COMPLETE"), prepare)
        );
        Assert.Contains("Container prepare has not reached COMPLETE within 0 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dependency_cycle_is_refused_with_its_containers()
    {
        var prepare = Shell("prepare", "exit 0") with { DependsOn = [new("api", "START")] };
        var error = await Assert.ThrowsAsync<ResourceError>(() => service.DeployAsync("one", 1, Delay, After("prepare", "START"), prepare));
        Assert.Contains("api, prepare wait for each other", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_has_the_endpoint_and_the_credentials_of_the_account()
    {
        await service.DeployAsync(
            "one",
            1,
            Delay,
            After("prepare", "SUCCESS"),
            Shell("prepare", "echo \"$AWS_ENDPOINT_URL as $AWS_ACCESS_KEY_ID\"")
        );
        Assert.Equal("http://localhost:1 as task", service.Log("prepare").Trim());
    }

    [Fact]
    public async Task A_task_has_its_stop_timeout_to_end()
    {
        var gate = service.TempFile("gate");
        await service.DeployAsync("slow", 1, Delay, StopsWhen(gate) with { StopTimeout = 120 });
        var deployment = service.DeployAsync("next");
        await Eventually.IsTrueAsync(() => service.Log("api").Contains("asked to stop", StringComparison.Ordinal));
        await File.WriteAllTextAsync(gate, "", Cancel);
        await deployment;
        Assert.Contains("stopped by itself", service.Log("api"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_exceeds_its_stop_timeout_is_killed()
    {
        await service.DeployAsync("stubborn", 1, Delay, StopsWhen(service.TempFile("never")) with { StopTimeout = 1 });
        await service.DeployAsync("next");
        Assert.Contains("asked to stop", service.Log("api"), StringComparison.Ordinal);
        Assert.DoesNotContain("stopped by itself", service.Log("api"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_crashes_is_replaced_each_time()
    {
        await service.DeployAsync("one");
        for (var crash = 0; crash < 2; crash++)
        {
            var before = await service.AskAsync();
            await service.Http.GetAsync("/crash", Cancel);
            await Eventually.IsTrueAsync(async () =>
                await service.Http.GetAsync("/", Cancel) is { IsSuccessStatusCode: true } answer
                && await answer.Content.ReadAsStringAsync(Cancel) != before
            );
        }
        Assert.Contains("Container api ended with 1. Another task takes its place.", service.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unhealthy_task_is_replaced_and_answers_until_the_new_one_does()
    {
        await service.DeployAsync("one");
        var before = await service.AskAsync("/sicken");
        await Eventually.IsTrueAsync(async () => await service.AskAsync() != before);
        Assert.Contains("Container api has become unhealthy. Another task takes its place.", service.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pauses_before_restarts_grow_until_a_task_has_run_for_a_while()
    {
        var pauses = new RestartPauses();
        Assert.Equal([0, 1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(0, 9).Select(_ => pauses.After(TimeSpan.Zero).TotalSeconds));
        Assert.Equal(TimeSpan.Zero, pauses.After(TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(6, 3)]
    [InlineData(9, 5)]
    [InlineData(1000, 200)]
    public void The_circuit_breaker_has_the_limit_of_ecs(int desired, int limit)
    {
        var breaker = new CircuitBreaker(desired, before: false);
        for (var failure = 1; failure < limit; failure++)
            breaker.Count(new("It does not come up."));
        // A task that fails while the deployment ends gets the same error.
        for (var last = 0; last < 2; last++)
        {
            Assert.Contains(
                $"after {limit} tasks",
                Assert.Throws<ResourceError>(() => breaker.Count(new("It does not come up."))).Message,
                StringComparison.Ordinal
            );
        }
    }

    private static ContainerDefinition Shell(string name, string line) => new(name, "shell") { Command = [line], Essential = false };

    private static ContainerDefinition After(string name, string condition) =>
        SmallService.Server("one") with
        {
            DependsOn = [new(name, condition)],
        };

    private static ContainerDefinition StopsWhen(string file) =>
        SmallService.Server("slow") with
        {
            Environment = [new("RELEASE", "slow"), new("STOPS_WHEN", file)],
        };
}
