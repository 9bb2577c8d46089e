using Amazon.CDK.Pipelines;

namespace Expenses.Delivery.Steps;

/// <summary>Synthesises the assembly: the templates of all stacks, the tags of the image and the bundle, and the commit.</summary>
internal sealed class SynthStep(IFileSetProducer source)
    : ShellStep(
        "Synth",
        new ShellStepProps
        {
            Input = source,
            Commands = ["bash infra/steps/synth.sh"],
            PrimaryOutputDirectory = "infra/cdk.out",
        }
    );
