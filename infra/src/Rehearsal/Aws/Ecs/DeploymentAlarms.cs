namespace Rehearsal.Aws.Ecs;

/// <summary>The alarms that fail a deployment.</summary>
/// <param name="Rollback">Whether the service then goes back to the deployment before.</param>
/// <param name="BakeTime">How long the alarms are watched after the new tasks have replaced the old ones.</param>
/// <param name="StateOf">Gets an alarm's state: OK, ALARM or INSUFFICIENT_DATA; null if it does not exist.</param>
internal sealed record DeploymentAlarms(
    IReadOnlyList<string> Names,
    bool Rollback,
    TimeSpan BakeTime,
    Func<string, CancellationToken, Task<string?>> StateOf
)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Leaves out alarms that are on before the deployment. ECS ignores them until its end.</summary>
    public async Task<DeploymentAlarms> WithoutActiveOnesAsync(CancellationToken cancel) => this with { Names = await QuietAsync(cancel) };

    /// <summary>Watches the alarms for the bake time.</summary>
    /// <returns>The alarm that went off; null if none did.</returns>
    public async Task<string?> WatchAsync(CancellationToken cancel)
    {
        if (Names.Count == 0)
            return null;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(BakeTime);
        while (true)
        {
            if (Names.Except(await QuietAsync(cancel)).FirstOrDefault() is { } active)
                return active;
            if (end.IsCancellationRequested)
                return null;
            await Task.Delay(PollInterval, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
        }
    }

    private async Task<IReadOnlyList<string>> QuietAsync(CancellationToken cancel)
    {
        List<string> quiet = [];
        foreach (var name in Names)
        {
            if (await StateOf(name, cancel) != "ALARM")
                quiet.Add(name);
        }
        return quiet;
    }
}
