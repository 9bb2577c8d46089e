using Rehearsal.Assembly;

namespace Rehearsal.Pipeline;

/// <summary>
/// An observer of the pipeline. It gets each event once, from any thread. Events of the same execution come one at a time.
/// </summary>
public interface IExecutionObserver
{
    /// <summary>Reports something other than an execution's event, in one line.</summary>
    void Note(string text) { }

    /// <summary>An execution starts, or continues after its end because of a retry.</summary>
    /// <param name="pipeline">The pipeline with the stages that the execution passes: a rollback passes one.</param>
    void ExecutionStarted(ExecutionRecord execution, PipelineDefinition pipeline) { }

    void ExecutionEnded(ExecutionRecord execution) { }

    void StageEntered(ExecutionRecord execution, string stage) { }

    void StageSucceeded(ExecutionRecord execution, string stage) { }

    /// <summary>All actions of the stage are done, and the watch over its alarm starts.</summary>
    void WatchStarted(ExecutionRecord execution, string stage) { }

    void WatchEnded(ExecutionRecord execution, string stage, bool isQuiet) { }

    void ActionStarted(ExecutionRecord execution, string stage, string action) { }

    /// <param name="log">The file of its log; empty for a skipped action.</param>
    void ActionEnded(ExecutionRecord execution, ActionResult result, string log) { }
}
