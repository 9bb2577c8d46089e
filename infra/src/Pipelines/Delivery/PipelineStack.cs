using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.Pipelines;
using Constructs;
using Expenses.Application;
using Expenses.Delivery.Steps;
using Expenses.Settings;

namespace Expenses.Delivery;

public sealed class PipelineStackProps : StackProps
{
    public required DeliverySettings Settings { get; init; }

    public required BackendImage Image { get; init; }
}

/// <summary>The whole delivery, in the order in which a push travels through it.</summary>
public sealed class PipelineStack : Stack
{
    public PipelineStack(Construct scope, string id, PipelineStackProps props) : base(scope, id, props)
    {
        var settings = props.Settings;
        var source = CodePipelineSource.Connection(settings.Repository, settings.Branch, new ConnectionSourceOptions { ConnectionArn = settings.ConnectionArn, ActionName = "Source" });
        var synth = new SynthStep(source);

        var pipeline = new CodePipeline(this, "Pipeline", new CodePipelineProps
        {
            PipelineName = "expenses",
            PipelineType = PipelineType.V2,
            ExecutionMode = ExecutionMode.SUPERSEDED,
            Synth = synth,
            CliVersion = ToolVersions.CdkCli,
            // A failed deployment can be retried, and a stage has half the actions: infra/docs/adr/0002.
            UseChangeSets = false,
            CodeBuildDefaults = new CodeBuildOptions { BuildEnvironment = new BuildEnvironment { BuildImage = LinuxBuildImage.STANDARD_7_0, ComputeType = ComputeType.MEDIUM } },
        });

        pipeline.AddWave("Verify", new WaveOptions
        {
            Post = [new VerifyStep("Pipelines", "pipelines", source), new VerifyStep("Backend", "app-backend", source), new VerifyStep("Frontend", "app-frontend", source)],
        });

        pipeline.Deploy(Stage("Dev", settings.Dev), settings, source, synth);
        pipeline.AddWave("PromoteToProd", new WaveOptions { Pre = [new ManualApprovalStep("Approve")] });
        pipeline.Deploy(Stage("Prod", settings.Prod), settings, source, synth);

        ExpensesStage Stage(string name, EnvironmentSettings environment) => new(this, name, new ExpensesStageProps
        {
            Settings = environment,
            Image = props.Image,
            Repository = settings.Repository,
            GithubTokenSecret = settings.GithubTokenSecret,
        });
    }
}
