using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Ecs;

/// <summary>One container of a task, run as a local process.</summary>
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

    /// <summary>Completes when the container is healthy for the first time, or when it starts if it has no health check.</summary>
    public Task Healthy => Check is null ? started.Task : healthy.Task;

    /// <summary>Completes when too many checks have failed. Never completes without a health check.</summary>
    public Task Unhealthy => Check is null ? Never : unhealthy.Task;

    /// <summary>The health check. NONE disables the image's own.</summary>
    private HealthCheck? Check => definition.HealthCheck is { Command: not ["NONE"] } check ? check : null;

    /// <param name="run">Builds the process spec of a program in the container.</param>
    public void Start(IReadOnlyList<string> command, Func<IReadOnlyList<string>, ProcessSpec> run)
    {
        var health = Check is { } check ? new ContainerHealth(check, Passes(check.Program())) : null;
        process = processes.Start(run(command));
        started.SetResult();
        _ = FollowAsync(process, health);

        Func<CancellationToken, Task<bool>> Passes(IReadOnlyList<string> program) =>
            async late => await processes.RunAsync(run(program), late) == 0;
    }

    /// <summary>Sends SIGTERM and kills the container after its stop timeout. The container may never have started.</summary>
    public Task StopAsync()
    {
        lock (stopOnce)
            return stopping ??= process?.StopAsync(TimeSpan.FromSeconds(definition.StopTimeout)) ?? Task.CompletedTask;
    }

    /// <summary>Waits until the container meets another container's condition.</summary>
    /// <exception cref="ResourceError">The container can't meet it any more, or takes too long.</exception>
    public async Task ReachAsync(string condition, CancellationToken cancel)
    {
        try
        {
            await ReachAsync(condition).WaitAsync(TimeSpan.FromSeconds(definition.StartTimeout), cancel);
        }
        catch (TimeoutException)
        {
            throw Error($"has not reached {condition} within {definition.StartTimeout} s, so its dependents do not start.");
        }
    }

    /// <summary>Creates an error with the last lines of the container's log.</summary>
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
                    throw Error($"ended with {code}, so its dependents do not start.");
                break;
            case "HEALTHY":
                if (await Task.WhenAny(Healthy, Unhealthy, Exited) != Healthy)
                    throw Error("did not become healthy, so its dependents do not start.");
                break;
            default:
                throw Error($"has a dependent with the condition {condition}; it must be START, COMPLETE, SUCCESS or HEALTHY.");
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
