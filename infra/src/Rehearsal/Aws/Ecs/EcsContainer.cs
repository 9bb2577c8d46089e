using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Ecs;

/// <summary>One container of a task: a process of this machine.</summary>
internal sealed class EcsContainer(ContainerDefinition definition, ProcessTable processes, string log)
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource unhealthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock stopOnce = new();
    private RunningProcess? process;
    private Task? stopping;

    public ContainerDefinition Definition => definition;

    public string Log => log;

    /// <summary>The exit code, once there is one.</summary>
    public Task<int> Exited => exited.Task;

    /// <summary>Completes when it is healthy for the first time; without a health check, when it has started.</summary>
    public Task Healthy => Check is null ? started.Task : healthy.Task;

    /// <summary>Completes when too many checks have failed; without a health check, never.</summary>
    public Task Unhealthy => Check is null ? Never : unhealthy.Task;

    /// <summary>An image's own check may be switched off by the one word NONE.</summary>
    private HealthCheck? Check => definition.HealthCheck is { Command: not ["NONE"] } check ? check : null;

    /// <param name="run">Makes a program ready to run in the container.</param>
    public void Start(IReadOnlyList<string> command, Func<IReadOnlyList<string>, ProcessSpec> run)
    {
        var health = Check is { } check ? new ContainerHealth(check, Passes(check.Program())) : null;
        process = processes.Start(run(command));
        started.SetResult();
        _ = FollowAsync(process, health);

        Func<CancellationToken, Task<bool>> Passes(IReadOnlyList<string> program) =>
            async late => await processes.RunAsync(run(program), late) == 0;
    }

    /// <summary>SIGTERM, as long a wait as its definition grants, and then the end. It may never have started.</summary>
    public Task StopAsync()
    {
        lock (stopOnce)
            return stopping ??= process?.StopAsync(TimeSpan.FromSeconds(definition.StopTimeout)) ?? Task.CompletedTask;
    }

    /// <summary>Waits until it is as another container wants it.</summary>
    /// <exception cref="ResourceError">It can't be any more, or takes too long.</exception>
    public async Task ReachAsync(string condition, CancellationToken cancel)
    {
        try
        {
            await ReachAsync(condition).WaitAsync(TimeSpan.FromSeconds(definition.StartTimeout), cancel);
        }
        catch (TimeoutException)
        {
            throw Error($"has not reached {condition} in {definition.StartTimeout} seconds, and what waits for it does not start.");
        }
    }

    /// <summary>What is wrong with it, and its last words.</summary>
    public ResourceError Error(string what) => new($"Container {definition.Name} {what}", log);

    private async Task ReachAsync(string condition)
    {
        switch (condition)
        {
            case "START":
                await started.Task;
                break;
            case "COMPLETE":
                await Exited;
                break;
            case "SUCCESS":
                if (await Exited is not 0 and var code)
                    throw Error($"ended with {code}, and what waits for its success does not start.");
                break;
            case "HEALTHY":
                if (await Task.WhenAny(Healthy, Unhealthy, Exited) != Healthy)
                    throw Error("does not become healthy, and what waits for that does not start.");
                break;
            default:
                throw Error(
                    $"is to reach {condition}, which ECS does not know: the condition has to be START, COMPLETE, SUCCESS or HEALTHY."
                );
        }
    }

    private async Task FollowAsync(RunningProcess process, ContainerHealth? health)
    {
        using var over = new CancellationTokenSource();
        var watch = health?.WatchAsync(healthy.SetResult, unhealthy.SetResult, over.Token) ?? Task.CompletedTask;
        var code = await process.Exited;
        await over.CancelAsync();
        await watch;
        exited.SetResult(code);
    }
}
