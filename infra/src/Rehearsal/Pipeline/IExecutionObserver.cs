using Rehearsal.Assembly;

namespace Rehearsal.Pipeline;

/// <summary>Hears each event of the pipeline once, from any thread. Events of the same execution come one at a time.</summary>
public interface IExecutionObserver
{
    /// <summary>Something happens that is no event of an execution; one line.</summary>
    void Note(string text) { }

    /// <summary>An execution starts, or continues after its end because of a retry.</summary>
    /// <param name="pipeline">With the stages that it goes through: a rollback goes through one.</param>
    void ExecutionStarted(ExecutionRecord execution, PipelineDefinition pipeline) { }

    void ExecutionEnded(ExecutionRecord execution) { }

    void StageEntered(ExecutionRecord execution, string stage) { }

    void StageSucceeded(ExecutionRecord execution, string stage) { }

    /// <summary>All actions of the stage are done, and its alarm is watched.</summary>
    void WatchStarted(ExecutionRecord execution, string stage) { }

    void WatchEnded(ExecutionRecord execution, string stage, bool isQuiet) { }

    void ActionStarted(ExecutionRecord execution, string stage, string action) { }

    /// <param name="log">The file of its log. A skipped action has none.</param>
    void ActionEnded(ExecutionRecord execution, ActionResult result, string log) { }
}
