using Amazon.CDK;
using Amazon.CDK.Pipelines;
using Expenses.Application;

namespace Expenses.Delivery.Steps;

/// <summary>Asks the deployed app whether it is alive: the API with its database, and the release that was meant.</summary>
internal sealed class SmokeTestStep(ExpensesStage stage, IFileSetProducer source) : ShellStep("SmokeTest", new ShellStepProps
{
    Input = source,
    EnvFromCfnOutputs = new Dictionary<string, CfnOutput> { ["API_URL"] = stage.BackendApp.ApiUrl },
    Commands = ["infra/steps/smoke-test.sh"],
});
