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

/// <summary>The whole delivery, in the order in which a push travels through it.</summary>
public sealed class PipelineStack : Stack
{
    public PipelineStack(Construct scope, string id, PipelineStackProps props)
        : base(scope, id, new StackProps { Env = EnvOf(props.Settings.PipelineEnvironment()) })
    {
        var settings = props.Settings;
        var source = CodePipelineSource.Connection(
            settings.Repository,
            settings.Branch,
            new ConnectionSourceOptions { ConnectionArn = settings.ConnectionArn, ActionName = "Source" }
        );
        var history = new HistoryStep(settings, new HistorySource(settings));
        var synth = new SynthStep(source);
        var notifications = new Notifications(this, "Notifications", settings.Notify);
        ExpensesStage[] stages = [.. settings.Environments.Select(Stage)];

        var pipeline = new CodePipeline(
            this,
            "Delivery",
            new CodePipelineProps
            {
                CodePipeline = new RollbackPipeline(
                    this,
                    "Pipeline",
                    Execution(acrossAccounts: settings.Environments.Any(InAnotherAccount)),
                    stages
                ),
                Synth = synth,
                CliVersion = ToolVersions.CdkCli,
                // A failed deployment can be retried, and a stage has half the actions: infra/docs/adr/0002.
                UseChangeSets = false,
                CodeBuildDefaults = new CodeBuildOptions
                {
                    BuildEnvironment = new BuildEnvironment { BuildImage = LinuxBuildImage.STANDARD_8_0, ComputeType = ComputeType.MEDIUM },
                },
            }
        );

        pipeline.AddWave(
            "Verify",
            new WaveOptions
            {
                Post =
                [
                    new VerifyStep("Pipelines", "pipelines", source, history),
                    new VerifyStep("Steps", "steps", source, history),
                    new VerifyStep("Backend", "app-backend", source, history),
                    new VerifyStep("Frontend", "app-frontend", source, history),
                    new VerifyStep("Packages", "packages", source, history),
                ],
            }
        );
        ExpensesStage? before = null;
        foreach (var (stage, environment) in stages.Zip(settings.Environments))
        {
            // A stage of its own: inside the environment's stage a rollback would ask again, and a rejection would start one.
            if (environment.Approve)
            {
                pipeline.AddWave(
                    ApproveStep.StageOf(stage),
                    new WaveOptions
                    {
                        Pre = [new ApproveStep(settings, source.SourceAttribute("CommitId"), before, stage, notifications.Topic)],
                    }
                );
            }
            // Only the first builds: the others run the very image and bundle that the environment before them ran.
            pipeline.Deploy(
                stage,
                new Deployment
                {
                    Image = before is null
                        ? new PublishImageStep(stage.Ecr, settings, source, synth)
                        : new PromoteImageStep(before.Ecr, stage.Ecr, source, synth),
                    Bundle = before is null
                        ? new PublishBundleStep(stage.Ecr, source, synth)
                        : new PromoteBundleStep(before.Ecr, stage.Ecr, source, synth),
                    Migration = new MigrateDatabaseStep(stage.Database, source),
                    Site = new ReleaseFrontendStep(stage.FrontendApp, stage.Ecr, settings, source, synth),
                    Check = new SmokeTestStep(stage.BackendApp, source, synth),
                }
            );
            before = stage;
        }
        pipeline.BuildPipeline();
        pipeline.GrantConnection(settings.ConnectionArn);
        ArtifactBucket.KeepNoLongerElsewhere(pipeline.Pipeline);
        pipeline.AcknowledgePermissions(stages);
        notifications.Follow(pipeline.Pipeline, stages.Select(stage => stage.StageName));
        if (settings.PullRequests is { } checks)
            _ = new PullRequestChecks(this, "PullRequests", settings, checks);
        // The stages have done so themselves: their templates are synthesised by now.
        foreach (var part in Node.Children.Where(part => part is not ExpensesStage))
            part.RestrictServiceTrusts();

        ExpensesStage Stage(EnvironmentSettings environment) =>
            new(
                this,
                environment.Name,
                new ExpensesStageProps
                {
                    Env = EnvOf(settings.EnvironmentOf(environment)),
                    TrustedAccount = InAnotherAccount(environment) ? settings.Account : null,
                    Settings = environment,
                    Image = props.Image,
                    Repository = settings.Repository,
                    Branch = settings.Branch,
                    AmplifyToken = settings.Github.AmplifyToken,
                    RollbackDays = ArtifactBucket.DaysKept,
                }
            );

        bool InAnotherAccount(EnvironmentSettings environment) => settings.EnvironmentOf(environment).Account != settings.Account;
    }

    private static Amazon.CDK.Environment EnvOf(AwsEnvironment place) => new() { Account = place.Account, Region = place.Region };

    /// <summary>How executions go: the newest overtakes those that wait, and starts anew when the pipeline has changed itself.</summary>
    private PipelineProps Execution(bool acrossAccounts) =>
        new()
        {
            PipelineName = "expenses",
            PipelineType = PipelineType.V2,
            ExecutionMode = ExecutionMode.SUPERSEDED,
            RestartExecutionOnUpdate = true,
            // Of the buckets in other regions, which the pipeline makes by itself.
            CrossAccountKeys = acrossAccounts,
            EnableKeyRotation = acrossAccounts,
            ArtifactBucket = new ArtifactBucket(this, "Artifacts", acrossAccounts),
        };
}
