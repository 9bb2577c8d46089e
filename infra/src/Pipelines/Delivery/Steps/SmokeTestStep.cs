using Amazon.CDK;
using Amazon.CDK.Pipelines;
using Expenses.Application;

namespace Expenses.Delivery.Steps;

/// <summary>Asks the deployed API whether it is alive, with its database, and whether it is the release that was meant.</summary>
internal sealed class SmokeTestStep(BackendAppStack backend, IFileSetProducer source, IFileSetProducer assembly)
    : ShellStep(
        "SmokeTest",
        new ShellStepProps
        {
            Input = source,
            AdditionalInputs = new Dictionary<string, IFileSetProducer> { ["../assembly"] = assembly },
            EnvFromCfnOutputs = new Dictionary<string, CfnOutput> { ["API_URL"] = backend.ApiUrl },
            Commands = ["bash infra/steps/smoke-test.sh ../assembly/backend-image-tag"],
        }
    );
