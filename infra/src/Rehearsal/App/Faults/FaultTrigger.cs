using Rehearsal.Aws;
using Rehearsal.GitHub;
using Rehearsal.Pipeline;
using Rehearsal.Processes;

namespace Rehearsal.App.Faults;

/// <summary>Lets an outage happen when the first action of a stage starts.</summary>
internal sealed class FaultTrigger(
    LocalCloud cloud,
    ProcessTable processes,
    SourceRepository repository,
    Action<string> note,
    CancellationToken lifetime
) : IExecutionObserver
{
    private Fault? armed;
    private string trigger = "";
    private Action? end;

    /// <summary>The outage, which may still be going on.</summary>
    public Task Outage { get; private set; } = Task.CompletedTask;

    public void Arm(Fault fault, string stage) => (armed, trigger) = (fault, stage);

    public void ActionStarted(ExecutionRecord execution, string stage, string action)
    {
        if (stage != trigger || Interlocked.Exchange(ref armed, null) is not { Outage: { } outage } fault)
            return;
        note($"{fault.ProblemIn(stage)}: now.");
        var target = new OutageTarget(cloud, stage, processes, repository);
        end = () => outage.End?.Invoke(target);
        Outage = outage.Begin(target, lifetime);
    }

    public void ActionEnded(ExecutionRecord execution, ActionResult result, string log)
    {
        if (result.Outcome.IsFailure)
            Interlocked.Exchange(ref end, null)?.Invoke();
    }
}
