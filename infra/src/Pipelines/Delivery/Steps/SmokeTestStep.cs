using Amazon.CDK;
using Amazon.CDK.Pipelines;
using Expenses.Application;

namespace Expenses.Delivery.Steps;

/// <summary>Checks that the API and its database respond, and that the API runs the expected release.</summary>
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
