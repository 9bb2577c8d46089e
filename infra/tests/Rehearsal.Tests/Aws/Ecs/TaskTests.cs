using Rehearsal.Aws.Ecs;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Aws.Ecs;

/// <summary>A task comes up, is kept and goes as its definition says.</summary>
public sealed class TaskTests : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(5);

    private readonly SmallService service = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task What_waits_for_a_healthy_container_starts_once_it_is()
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
    public async Task What_waits_for_the_start_the_end_or_the_success_of_a_container_gets_that(string condition, string line)
    {
        await service.DeployAsync("one", 1, Delay, After("prepare", condition), Shell("prepare", line));
        Assert.StartsWith("one", await service.AskAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SUCCESS", "exit 3", "Container prepare ended with 3, and what waits for its success does not start.")]
    [InlineData("HEALTHY", "exit 0", "Container prepare does not become healthy, and what waits for that does not start.")]
    [InlineData(
        "WELL",
        "exit 0",
        "Container prepare is to reach WELL, which ECS does not know: the condition has to be START, COMPLETE, SUCCESS or HEALTHY."
    )]
    public async Task What_waits_in_vain_does_not_start_and_the_reason_is_told(string condition, string line, string reason)
    {
        var prepare = Shell("prepare", line) with { HealthCheck = new(["CMD", "false"]) };
        var error = await Assert.ThrowsAsync<ResourceError>(() =>
            service.DeployAsync("one", 1, Delay, After("prepare", condition), prepare)
        );
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Empty(service.Log("api"));
    }

    [Fact]
    public async Task A_container_that_takes_too_long_for_those_that_wait_fails_the_task()
    {
        var prepare = Shell("prepare", "exec sleep 600") with { StartTimeout = 0 };
        var error = await Assert.ThrowsAsync<ResourceError>(() =>
            service.DeployAsync("one", 1, Delay, After("prepare", "COMPLETE"), prepare)
        );
        Assert.Contains("Container prepare has not reached COMPLETE in 0 seconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Containers_that_wait_for_each_other_are_named()
    {
        var prepare = Shell("prepare", "exit 0") with { DependsOn = [new("api", "START")] };
        var error = await Assert.ThrowsAsync<ResourceError>(() => service.DeployAsync("one", 1, Delay, After("prepare", "START"), prepare));
        Assert.Contains("api, prepare wait for each other", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_finds_the_account_that_it_runs_in_and_may_use_it()
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
    public async Task A_task_that_is_asked_to_stop_gets_the_time_that_its_definition_grants()
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
    public async Task A_task_that_does_not_stop_in_its_time_is_ended()
    {
        await service.DeployAsync("stubborn", 1, Delay, StopsWhen(service.TempFile("never")) with { StopTimeout = 1 });
        await service.DeployAsync("next");
        Assert.Contains("asked to stop", service.Log("api"), StringComparison.Ordinal);
        Assert.DoesNotContain("stopped by itself", service.Log("api"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_ends_by_itself_is_replaced_each_time()
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
    public async Task A_task_that_falls_ill_is_replaced_and_answers_until_the_other_one_does()
    {
        await service.DeployAsync("one");
        var before = await service.AskAsync("/sicken");
        await Eventually.IsTrueAsync(async () => await service.AskAsync() != before);
        Assert.Contains("Container api has become unhealthy. Another task takes its place.", service.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_keeps_failing_is_started_at_longer_and_longer_intervals_until_it_has_lived_for_a_while()
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
    public void The_circuit_breaker_bears_as_many_failures_as_that_of_ecs(int desired, int limit)
    {
        var breaker = new CircuitBreaker(desired, before: false);
        for (var failure = 1; failure < limit; failure++)
            breaker.Count(new("It does not come up."));
        // One that fails while the deployment ends is told the same.
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
