using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Pipeline;
using Rehearsal.Reporting.Live;
using Rehearsal.Reporting.Progress;
using Rehearsal.Tests.Pipeline;

namespace Rehearsal.Tests.Reporting;

/// <summary>An execution whose actions start and end on command, and its view at a terminal.</summary>
internal sealed class WatchedExecution
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ExecutionProgress execution;

    public WatchedExecution(string title = "Execution 1, commit c0ffee123456", Board? board = null, params StageDefinition[] stages)
    {
        execution = new(new(SmallPipeline.Home, "small", stages.Length > 0 ? stages : Usual, ""), title, title, Noon);
        Board = board ?? new();
        Board.Show(execution);
    }

    public Board Board { get; }

    public static StageDefinition[] Usual { get; } =
    [
        Stage("Source", "Fetch"),
        Stage("Dev", "Vpc", "Database", "Image", "Service", "Site", "SmokeTest") with
        {
            OnFailure = FailureReaction.Rollback,
        },
        Stage("Prod", "Vpc", "Database", "Image", "Service", "Site", "SmokeTest") with
        {
            OnFailure = FailureReaction.Rollback,
        },
    ];

    public static StageDefinition Stage(string name, params string[] actions) =>
        new(
            name,
            [
                .. actions.Select(
                    (action, index) =>
                        new ActionDefinition(action, index, "CodeBuild", null, null)
                        {
                            Configuration = new Dictionary<string, string>(),
                            Inputs = [],
                            Outputs = [],
                            Timeout = TimeSpan.Zero,
                            Environment = LocalCloud.DefaultHome,
                        }
                ),
            ]
        );

    public WatchedExecution Started(string stage, params string[] actions)
    {
        foreach (var action in actions)
            execution.Action(stage, action)!.Start(Noon);
        return this;
    }

    public WatchedExecution Ended(string stage, string action, Outcome outcome = Outcome.Succeeded, string? reason = null, string log = "")
    {
        execution.Action(stage, action)!.End(new(stage, action, outcome, TimeSpan.FromSeconds(1), reason), log, Noon.AddSeconds(1));
        return this;
    }

    public WatchedExecution Done(string stage)
    {
        foreach (var action in execution.Stage(stage)!.Actions.Select(action => action.Name).ToArray())
            Started(stage, action).Ended(stage, action);
        return this;
    }

    public WatchedExecution Baking(string stage)
    {
        execution.Stage(stage)!.Watch();
        return this;
    }

    public WatchedExecution Baked(string stage, bool isQuiet)
    {
        execution.Stage(stage)!.EndWatch(isQuiet);
        return this;
    }

    public WatchedExecution Over(Outcome outcome)
    {
        execution.End(outcome, Noon.AddMinutes(1));
        return this;
    }

    public string[] Shown(int width = 80, int height = 24) =>
        [.. Board.Rows(width, height, Noon.AddSeconds(5)).Select(row => row.ToString())];
}
