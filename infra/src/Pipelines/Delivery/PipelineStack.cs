using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.Pipelines;
using Constructs;
using Expenses.Application;
using Expenses.Delivery.Steps;
using Expenses.Settings;

namespace Expenses.Delivery;

public sealed class PipelineStackProps
{
    public required DeliverySettings Settings { get; init; }

    public required BackendImage Image { get; init; }
}

/// <summary>The whole delivery, in the order in which a push passes through it.</summary>
public sealed class PipelineStack : Stack
{
    private readonly DeliverySettings settings;

    public PipelineStack(Construct scope, string id, PipelineStackProps props)
        : base(scope, id, new StackProps { Env = ToCdk(props.Settings.PipelineEnvironment()) })
    {
        settings = props.Settings;
        var source = CodePipelineSource.Connection(
            settings.Repository,
            settings.Branch,
            new ConnectionSourceOptions { ConnectionArn = settings.ConnectionArn, ActionName = "Source" }
        );
        var history = new HistoryStep(settings, new HistorySource(settings));
        var synth = new SynthStep(source);
        var notifications = new Notifications(this, "Notifications", settings.Notify);
        ExpensesStage[] stages = [.. settings.Environments.Select(environment => CreateStage(environment, props.Image))];
        var pipeline = CreatePipeline(synth, stages);

        pipeline.AddWave(
            "Verify",
            new WaveOptions { Post = [.. VerifyStep.Suites.Select(suite => new VerifyStep(suite.Id, suite.Name, source, history))] }
        );

        ExpensesStage? previous = null;
        foreach (var (stage, environment) in stages.Zip(settings.Environments))
        {
            // A separate stage: inside the environment's stage, a rollback would ask again, and a rejection would start a rollback.
            if (environment.Approve)
            {
                pipeline.AddWave(
                    ApproveStep.StageName(stage),
                    new WaveOptions
                    {
                        Pre = [new ApproveStep(settings, source.SourceAttribute("CommitId"), previous, stage, notifications.Topic)],
                    }
                );
            }
            // Only the first environment builds. The others run the image and bundle of the environment before them.
            pipeline.Deploy(
                stage,
                new StageSteps
                {
                    Image = previous is null
                        ? new PublishImageStep(stage.Ecr, settings, source, synth)
                        : new PromoteImageStep(previous.Ecr, stage.Ecr, source, synth),
                    Bundle = previous is null
                        ? new PublishBundleStep(stage.Ecr, source, synth)
                        : new PromoteBundleStep(previous.Ecr, stage.Ecr, source, synth),
                    Migration = new MigrateDatabaseStep(stage.Database, source),
                    Site = new ReleaseFrontendStep(stage.FrontendApp, stage.Ecr, settings, source, synth),
                    Check = new SmokeTestStep(stage.BackendApp, source, synth),
                }
            );
            previous = stage;
        }

        pipeline.BuildPipeline();
        pipeline.GrantConnection(settings.ConnectionArn);
        ArtifactBucket.ExpireReplicas(pipeline.Pipeline);
        pipeline.AcknowledgePermissions(stages);
        notifications.Publish(pipeline.Pipeline, stages.Select(stage => stage.StageName));
        if (settings.PullRequests is { } checks)
            _ = new PullRequestChecks(this, "PullRequests", settings, checks);
        // BuildPipeline has synthesised the stages, which restrict their own trusts.
        foreach (var child in Node.Children.Where(child => child is not ExpensesStage))
            child.RestrictServiceTrusts();
    }

    private static Amazon.CDK.Environment ToCdk(AwsEnvironment environment) =>
        new() { Account = environment.Account, Region = environment.Region };

    private ExpensesStage CreateStage(EnvironmentSettings environment, BackendImage image) =>
        new(
            this,
            environment.Name,
            new ExpensesStageProps
            {
                Env = ToCdk(settings.EnvironmentOf(environment)),
                TrustedAccount = IsInAnotherAccount(environment) ? settings.Account : null,
                Settings = environment,
                Image = image,
                Repository = settings.Repository,
                Branch = settings.Branch,
                AmplifyToken = settings.Github.AmplifyToken,
                RollbackDays = ArtifactBucket.RetentionDays,
            }
        );

    private bool IsInAnotherAccount(EnvironmentSettings environment) => settings.EnvironmentOf(environment).Account != settings.Account;

    private CodePipeline CreatePipeline(SynthStep synth, ExpensesStage[] stages)
    {
        var crossAccount = settings.Environments.Any(IsInAnotherAccount);
        var props = new PipelineProps
        {
            PipelineName = "expenses",
            PipelineType = PipelineType.V2,
            // A newer execution replaces a waiting one, and restarts after the pipeline has updated itself.
            ExecutionMode = ExecutionMode.SUPERSEDED,
            RestartExecutionOnUpdate = true,
            // For the replication buckets, which CDK creates in other regions.
            CrossAccountKeys = crossAccount,
            EnableKeyRotation = crossAccount,
            ArtifactBucket = new ArtifactBucket(this, "Artifacts", crossAccount),
        };
        return new CodePipeline(
            this,
            "Delivery",
            new CodePipelineProps
            {
                CodePipeline = new RollbackPipeline(this, "Pipeline", props, stages),
                Synth = synth,
                CliVersion = ToolVersions.CdkCli,
                // Without change sets, a failed deployment can be retried, and a stage has half the actions: infra/docs/adr/0002.
                UseChangeSets = false,
                CodeBuildDefaults = new CodeBuildOptions
                {
                    BuildEnvironment = new BuildEnvironment { BuildImage = LinuxBuildImage.STANDARD_8_0, ComputeType = ComputeType.MEDIUM },
                },
            }
        );
    }
}
