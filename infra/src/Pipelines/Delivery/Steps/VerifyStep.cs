using Amazon.CDK.Pipelines;

namespace Expenses.Delivery.Steps;

/// <summary>Runs one test suite. Nothing is deployed before all of them pass.</summary>
internal sealed class VerifyStep(string id, string suite, IFileSetProducer source) : ShellStep(id, new ShellStepProps
{
    Input = source,
    Commands = [$"infra/steps/verify.sh {suite}"],
});
