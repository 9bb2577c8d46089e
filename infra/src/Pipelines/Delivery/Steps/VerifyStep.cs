using Amazon.CDK.Pipelines;

namespace Expenses.Delivery.Steps;

/// <summary>Runs one test suite. Nothing is deployed before all of them pass.</summary>
/// <param name="history">Git's history, for a suite that reads it: the source comes without.</param>
internal sealed class VerifyStep(string id, string suite, CodePipelineSource source, HistoryStep? history = null) : ShellStep(id, new ShellStepProps
{
    Input = source,
    AdditionalInputs = history is null ? [] : new Dictionary<string, IFileSetProducer> { ["../history"] = history },
    Env = history is null ? [] : new Dictionary<string, string> { ["COMMIT"] = source.SourceAttribute("CommitId") },
    Commands = [.. history is null ? [] : (string[])["bash infra/steps/history.sh unpack ../history/git.tar.gz"], $"bash infra/steps/verify.sh {suite}"],
});
