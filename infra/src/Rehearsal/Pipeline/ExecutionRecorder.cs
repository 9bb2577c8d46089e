using Rehearsal.Assembly;

namespace Rehearsal.Pipeline;

/// <summary>Saves an execution's record after each change.</summary>
public sealed class ExecutionRecorder(ExecutionStore store) : IExecutionObserver
{
    public void ExecutionStarted(ExecutionRecord execution, PipelineDefinition pipeline) => store.Save(execution);

    public void ExecutionEnded(ExecutionRecord execution) => store.Save(execution);

    public void StageSucceeded(ExecutionRecord execution, string stage) => store.Save(execution);

    public void ActionStarted(ExecutionRecord execution, string stage, string action) => store.Save(execution);

    public void ActionEnded(ExecutionRecord execution, ActionResult result, string log) => store.Save(execution);
}
