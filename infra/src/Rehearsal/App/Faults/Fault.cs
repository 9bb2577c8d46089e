using System.Globalization;
using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.App.Faults;

/// <summary>Something that goes wrong while a second release is delivered.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Problem">What goes wrong; {0} stands for the last environment.</param>
public sealed record Fault(string Name, string Problem)
{
    private const string Tests = "Verify";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("failing-unit-test", "A unit test fails")
        {
            Change = BrokenRelease.FailUnitTest,
            Needs = new($"the stage {Tests} finds it, so don't skip it", (stages, _) => stages.Any(stage => stage.Name == Tests)),
        },
        new("failing-image-build", "The API's image does not build") { Change = BrokenRelease.FailImageBuild },
        new("failing-migration", "The migration fails on the data of {0}") { Change = BrokenRelease.FailMigration },
        new("missing-permission", "The API's tasks may not read their secrets in {0}") { Change = BrokenRelease.TakePermission },
        new("unhealthy-backend", "The API's tasks never become healthy in {0}") { Change = BrokenRelease.FailHealthCheck },
        new("failing-smoke-test", "The smoke test fails in {0}") { Change = BrokenRelease.FailSmokeTest },
        new("errors-after-release", "The API returns server errors after its smoke test in {0}")
        {
            Change = BrokenRelease.FailAfterSmokeTest,
        },
        new("token-without-workflow", "The token may not add workflows, and a release that changes one fails in {0}")
        {
            Change = BrokenRelease.ChangeWorkflowAndFail,
            Outage = Outage.RefuseWorkflows,
        },
        new("rejected-approval", "Its promotion to {0} is rejected") { Answer = Gate.Reject, Needs = Approval },
        new("expired-approval", "Its promotion to {0} is not answered in time") { Answer = Gate.Expire, Needs = Approval },
        new("database-killed", "The database of {0} is killed and restarts") { Outage = Outage.KillDatabase },
        new("cache-stopped", "The cache of {0} stops for good") { Outage = Outage.StopCache },
        new("password-rotation", "The database password of {0} is rotated, and all connections end") { Outage = Outage.RotatePassword },
        new("tasks-stopped", "All tasks of the API in {0} get SIGTERM at once") { Outage = Outage.StopTasks },
        new("registry-killed", "The registry that replaces ECR is killed as {0} starts")
        {
            Outage = Outage.KillRegistry,
            Needs = new("this machine has no registry, because it can't build images", (_, cloud) => cloud.Engine is not null),
        },
        new("emulator-killed", "The AWS emulator is killed as {0} starts") { Outage = Outage.KillEmulator },
        new("full-disk", "The disk is full as {0} starts, until an action has failed") { Outage = Outage.FillDisk },
        new("rehearsal-killed", "The rehearsal itself is killed as {0} starts") { Outage = Outage.KillRehearsal },
    ];

    private static Need Approval =>
        new("no stage asks for an approval", (stages, _) => stages.Any(stage => stage.Actions.Any(action => action.Provider == "Manual")));

    /// <summary>Changes the sources in a folder for the named environment.</summary>
    internal Action<string, string> Change { get; init; } = BrokenRelease.Work;

    /// <summary>The answer to its approvals, if not the usual one.</summary>
    internal Gate? Answer { get; init; }

    /// <summary>What happens when it reaches the last environment.</summary>
    internal Outage? Outage { get; init; }

    private Need? Needs { get; init; }

    /// <exception cref="UserError">The name is unknown.</exception>
    public static Fault Named(string name) =>
        All.FirstOrDefault(fault => fault.Name == name)
        ?? throw new UserError(
            $"--fault {name} is not a known fault; it must be one of {string.Join(", ", All.Select(fault => fault.Name))}."
        );

    /// <summary>Says what goes wrong, for the last environment.</summary>
    public string ProblemIn(string environment) => string.Format(CultureInfo.InvariantCulture, Problem, environment);

    /// <param name="stages">The stages that are not skipped.</param>
    /// <exception cref="UserError">The pipeline or the machine lacks what the fault needs.</exception>
    internal void Check(IEnumerable<StageDefinition> stages, LocalCloud cloud)
    {
        if (Needs is { } need && !need.IsMet(stages, cloud))
            throw new UserError($"--fault {Name}: {need.Problem}.");
    }

    private sealed record Need(string Problem, Func<IEnumerable<StageDefinition>, LocalCloud, bool> IsMet);
}
