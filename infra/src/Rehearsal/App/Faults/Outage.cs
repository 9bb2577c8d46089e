using System.Diagnostics;
using Rehearsal.Aws;
using Rehearsal.GitHub;
using Rehearsal.Processes;

namespace Rehearsal.App.Faults;

/// <summary>Something that happens on this machine while a release is being delivered.</summary>
/// <param name="Begin">Lets it happen to an environment.</param>
internal sealed record Outage(Func<OutageTarget, CancellationToken, Task> Begin)
{
    /// <summary>Ends it once an action has failed because of it; null if it ends by itself or never.</summary>
    public Action<OutageTarget>? End { get; private init; }

    public static Outage KillDatabase { get; } = new((target, cancel) => target.Cloud.RestartDatabaseAsync(target.Environment, cancel));

    public static Outage StopCache { get; } = new((target, cancel) => Task.Run(() => target.Cloud.StopCache(target.Environment), cancel));

    public static Outage RotatePassword { get; } = new((target, cancel) => target.Cloud.RotatePasswordAsync(target.Environment, cancel));

    public static Outage StopTasks { get; } = new((target, _) => target.Cloud.StopTasksAsync(target.Environment));

    public static Outage RefuseWorkflows { get; } = new((target, cancel) => target.Repository.RefuseWorkflowsAsync(cancel));

    public static Outage KillRegistry { get; } = new((target, _) => target.Cloud.KillRegistryAsync());

    public static Outage KillEmulator { get; } = new((target, _) => target.Cloud.KillEmulatorAsync());

    public static Outage FillDisk { get; } =
        new(
            (target, _) =>
            {
                target.Processes.IsDiskFull = true;
                return Task.CompletedTask;
            }
        )
        {
            End = target => target.Processes.IsDiskFull = false,
        };

    public static Outage KillRehearsal { get; } =
        new(
            (_, _) =>
            {
                using var rehearsal = Process.GetCurrentProcess();
                rehearsal.Kill();
                return Task.CompletedTask;
            }
        );
}

/// <param name="Environment">The environment to happen to.</param>
/// <param name="Processes">The programs that the rehearsal starts.</param>
/// <param name="Repository">The stand-in for GitHub.</param>
internal sealed record OutageTarget(LocalCloud Cloud, string Environment, ProcessTable Processes, SourceRepository Repository);
