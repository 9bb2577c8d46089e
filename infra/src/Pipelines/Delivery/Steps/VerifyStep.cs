using Amazon.CDK.Pipelines;

namespace Expenses.Delivery.Steps;

/// <summary>Runs one test suite on the source and its git history. All suites must pass before anything is deployed.</summary>
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
    )
{
    /// <summary>The suites: the ID of the step, and the suite's name in infra/steps/verify.sh.</summary>
    public static readonly IReadOnlyList<(string Id, string Name)> Suites =
    [
        ("Pipelines", "pipelines"),
        ("Steps", "steps"),
        ("Backend", "app-backend"),
        ("Frontend", "app-frontend"),
        ("Packages", "packages"),
    ];
}
