using Rehearsal.Assembly;

namespace Rehearsal.Pipeline;

/// <summary>Passes each event on to several observers, in order.</summary>
internal sealed class ExecutionObservers(params IReadOnlyList<IExecutionObserver> observers) : IExecutionObserver
{
    public void Note(string text) => Each(observer => observer.Note(text));

    public void ExecutionStarted(ExecutionRecord execution, PipelineDefinition pipeline) =>
        Each(observer => observer.ExecutionStarted(execution, pipeline));

    public void ExecutionEnded(ExecutionRecord execution) => Each(observer => observer.ExecutionEnded(execution));

    public void StageEntered(ExecutionRecord execution, string stage) => Each(observer => observer.StageEntered(execution, stage));

    public void StageSucceeded(ExecutionRecord execution, string stage) => Each(observer => observer.StageSucceeded(execution, stage));

    public void WatchStarted(ExecutionRecord execution, string stage) => Each(observer => observer.WatchStarted(execution, stage));

    public void WatchEnded(ExecutionRecord execution, string stage, bool isQuiet) =>
        Each(observer => observer.WatchEnded(execution, stage, isQuiet));

    public void ActionStarted(ExecutionRecord execution, string stage, string action) =>
        Each(observer => observer.ActionStarted(execution, stage, action));

    public void ActionEnded(ExecutionRecord execution, ActionResult result, string log) =>
        Each(observer => observer.ActionEnded(execution, result, log));

    private void Each(Action<IExecutionObserver> hear)
    {
        foreach (var observer in observers)
            hear(observer);
    }
}
