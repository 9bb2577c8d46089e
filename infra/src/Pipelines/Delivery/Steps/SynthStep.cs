using Amazon.CDK.Pipelines;

namespace Expenses.Delivery.Steps;

/// <summary>Turns the source into the assembly: the templates of all stacks, the image's tag and the commit.</summary>
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
