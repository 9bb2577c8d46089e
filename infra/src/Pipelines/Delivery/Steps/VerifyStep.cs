using Amazon.CDK.Pipelines;

namespace Expenses.Delivery.Steps;

/// <summary>Runs one test suite in the source with its git history, as in a clone. Nothing is deployed before all suites pass.</summary>
internal sealed class VerifyStep(string id, string suite, CodePipelineSource source, HistoryStep history)
    : ShellStep(
        id,
        new ShellStepProps
        {
            Input = source,
            AdditionalInputs = new Dictionary<string, IFileSetProducer> { ["../history"] = history },
            Env = new Dictionary<string, string> { ["COMMIT"] = source.SourceAttribute("CommitId") },
            Commands = ["bash infra/steps/history.sh unpack ../history/git.tar.gz", $"bash infra/steps/verify.sh {suite}"],
        }
    );
