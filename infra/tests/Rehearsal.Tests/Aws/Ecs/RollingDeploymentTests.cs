using Rehearsal.Workspace;

namespace Rehearsal.Tests.Aws.Ecs;

/// <summary>Deployments without failed requests, whether they succeed or fail.</summary>
public sealed class RollingDeploymentTests : IAsyncDisposable
{
    private readonly SmallService service = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task No_request_of_many_slow_clients_fails_during_rolling_deployments()
    {
        await service.DeployAsync("one", desired: 2);
        using var enough = new CancellationTokenSource();
        var clients = Enumerable.Range(1, 60).Select(client => Task.Run(() => AskOnAsync(client, enough.Token), Cancel)).ToArray();
        foreach (var release in (string[])["two", "three", "four"])
            await service.DeployAsync(release, desired: 2);
        await enough.CancelAsync();

        var answers = (await Task.WhenAll(clients)).SelectMany(answered => answered).CountBy(answer => answer).ToDictionary();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", answers.Select(answer => $"{answer.Key}: {answer.Value}")));
        Assert.Superset(new HashSet<string> { "one", "two", "three" }, answers.Keys.ToHashSet());
        Assert.DoesNotContain(answers.Keys, answer => answer.StartsWith("failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_old_task_answers_its_open_request_while_new_requests_go_to_the_new_release()
    {
        await service.DeployAsync("old");
        var gate = service.TempFile("gate");
        var held = Enumerable.Range(0, 20).Select(_ => service.AskAsync($"/held?until={gate}")).ToArray();
        await Eventually.IsTrueAsync(() => service.Log("api").Split("held").Length - 1 == held.Length);

        var deployment = service.DeployAsync("new");
        await Eventually.IsTrueAsync(async () =>
            (await service.AnswersAsync()).All(answer => answer.StartsWith("new", StringComparison.Ordinal))
        );
        Assert.False(deployment.IsCompleted);
        Assert.DoesNotContain("asked to stop", service.Log("api"), StringComparison.Ordinal);

        await File.WriteAllTextAsync(gate, "", Cancel);
        Assert.All(await Task.WhenAll(held), answer => Assert.StartsWith("old", answer, StringComparison.Ordinal));
        await deployment;
        Assert.Contains("asked to stop", service.Log("api"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_all_tasks_are_asked_to_stop_at_once_others_take_their_places()
    {
        await service.DeployAsync("one", desired: 2);
        var before = await service.AnswersAsync();
        await service.StopTasksAsync();
        HashSet<string> after = [];
        await Eventually.IsTrueAsync(async () =>
        {
            using var answer = await service.Http.GetAsync("/", Cancel);
            if (answer.IsSuccessStatusCode)
                after.Add((await answer.Content.ReadAsStringAsync(Cancel)).Trim());
            return after.Count == before.Count;
        });
        Assert.Empty(after.Intersect(before));
    }

    [Fact]
    public async Task A_deployment_does_not_wait_for_a_request_beyond_the_deregistration_delay()
    {
        await service.DeployAsync("old");
        var held = service.Http.GetAsync($"/held?until={service.TempFile("never")}", Cancel);
        await Eventually.IsTrueAsync(() => service.Log("api").Contains("held", StringComparison.Ordinal));

        await service.DeployAsync("new", 1, TimeSpan.Zero, SmallService.Server("new"));
        Assert.Equal(502, (int)(await held).StatusCode);
    }

    [Fact]
    public async Task A_release_whose_tasks_never_become_healthy_leaves_the_old_tasks_serving()
    {
        await service.DeployAsync("good", desired: 2);
        var before = await service.AnswersAsync();
        var error = await Assert.ThrowsAsync<ResourceError>(() =>
            service.DeployAsync("sick", 2, TimeSpan.FromMinutes(5), SmallService.Sick("sick"))
        );
        Assert.Contains(
            "The circuit breaker ended the deployment after 3 tasks failed to start; the previous tasks keep running.",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("Container api did not become healthy", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await service.AnswersAsync());

        await service.DeployAsync("good", desired: 2);
        Assert.Equal(before, await service.AnswersAsync());
    }

    [Fact]
    public async Task A_release_that_sets_off_an_alarm_goes_back_to_tasks_of_the_previous_one()
    {
        await service.DeployAsync("good", desired: 2);
        service.Alarms = new(
            ["errors"],
            Rollback: true,
            TimeSpan.FromMinutes(5),
            async (_, _) =>
                (await service.AnswersAsync(2)).Any(answer => answer.StartsWith("bad", StringComparison.Ordinal)) ? "ALARM" : "OK"
        );
        var error = await Assert.ThrowsAsync<ResourceError>(() => service.DeployAsync("bad", desired: 2));
        Assert.Contains("The alarm errors went off", error.Message, StringComparison.Ordinal);
        Assert.All(await service.AnswersAsync(), answer => Assert.StartsWith("good", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_alarm_that_is_on_before_a_deployment_does_not_stop_it()
    {
        await service.DeployAsync("old");
        service.Alarms = new(["errors"], Rollback: true, TimeSpan.FromMinutes(5), (_, _) => Task.FromResult<string?>("ALARM"));
        await service.DeployAsync("new");
        Assert.All(await service.AnswersAsync(), answer => Assert.StartsWith("new", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_scales_out_and_in_without_replacing_the_remaining_tasks()
    {
        await service.DeployAsync("one", desired: 1);
        var first = Assert.Single(await service.AnswersAsync());
        await service.DeployAsync("one", desired: 3);
        var three = await service.AnswersAsync();
        Assert.Equal(3, three.Count);
        Assert.Contains(first, three);
        await service.DeployAsync("one", desired: 1);
        Assert.Contains(Assert.Single(await service.AnswersAsync()), three);
    }

    [Fact]
    public async Task A_service_grows_to_a_minimum_number_of_tasks_and_shrinks_to_zero()
    {
        await service.DeployAsync("one", desired: 1);
        var first = Assert.Single(await service.AnswersAsync());
        await service.GrowAsync(3);
        var three = await service.AnswersAsync();
        Assert.Equal(3, three.Count);
        Assert.Contains(first, three);
        await service.GrowAsync(2);
        Assert.Equal(three, await service.AnswersAsync());
    }

    [Fact]
    public async Task Without_a_task_callers_get_503()
    {
        await service.DeployAsync("none", desired: 0);
        Assert.Equal(503, (int)(await service.Http.GetAsync("/", Cancel)).StatusCode);
    }

    private async Task<List<string>> AskOnAsync(int client, CancellationToken enough)
    {
        List<string> answers = [];
        while (!enough.IsCancellationRequested)
        {
            try
            {
                answers.Add((await service.AskAsync($"/?after={client * 10}")).Split(' ')[0]);
            }
            catch (HttpRequestException error)
            {
                answers.Add($"failed: {error.Message}");
            }
        }
        return answers;
    }
}
