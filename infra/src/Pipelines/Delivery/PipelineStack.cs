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
        : base(scope, id, new StackProps { Env = EnvOf(props.Settings.Place()) })
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
        var dev = Stage("Dev", settings.Dev);
        var prod = Stage("Prod", settings.Prod);

        var pipeline = new CodePipeline(
            this,
            "Delivery",
            new CodePipelineProps
            {
                CodePipeline = new RollbackPipeline(
                    this,
                    "Pipeline",
                    Execution(acrossAccounts: InAnotherAccount(settings.Dev) || InAnotherAccount(settings.Prod)),
                    [dev, prod]
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
        pipeline.Deploy(
            dev,
            new Deployment
            {
                Image = new PublishImageStep(dev.Ecr, settings, source, synth),
                Bundle = new PublishBundleStep(dev.Ecr, source, synth),
                Migration = new MigrateDatabaseStep(dev.Database, source),
                Site = new ReleaseFrontendStep(dev.FrontendApp, dev.Ecr, settings, source, synth),
                Check = new SmokeTestStep(dev.BackendApp, source, synth),
            }
        );
        // A stage of its own: inside Prod a rollback would ask again, and a rejection would start one.
        pipeline.AddWave(
            "PromoteToProd",
            new WaveOptions { Pre = [new ApproveStep(settings, source.SourceAttribute("CommitId"), notifications.Topic)] }
        );
        pipeline.Deploy(
            prod,
            new Deployment
            {
                Image = new PromoteImageStep(dev.Ecr, prod.Ecr, source, synth),
                Bundle = new PromoteBundleStep(dev.Ecr, prod.Ecr, source, synth),
                Migration = new MigrateDatabaseStep(prod.Database, source),
                Site = new ReleaseFrontendStep(prod.FrontendApp, prod.Ecr, settings, source, synth),
                Check = new SmokeTestStep(prod.BackendApp, source, synth),
            }
        );
        pipeline.BuildPipeline();
        pipeline.GrantConnection(settings.ConnectionArn);
        ArtifactBucket.KeepNoLongerElsewhere(pipeline.Pipeline);
        pipeline.AcknowledgePermissions(dev, prod);
        notifications.Follow(pipeline.Pipeline);
        if (settings.PullRequests is { } checks)
            _ = new PullRequestChecks(this, "PullRequests", settings, checks);
        // The stages have done so themselves: their templates are synthesised by now.
        foreach (var part in Node.Children.Where(part => part is not ExpensesStage))
            part.HoldServicesToTheAccount();

        ExpensesStage Stage(string name, EnvironmentSettings environment) =>
            new(
                this,
                name,
                new ExpensesStageProps
                {
                    Env = EnvOf(settings.PlaceOf(environment)),
                    TrustedAccount = InAnotherAccount(environment) ? settings.Account : null,
                    Settings = environment,
                    Image = props.Image,
                    Repository = settings.Repository,
                    Branch = settings.Branch,
                    AmplifyToken = settings.Github.AmplifyToken,
                    RollbackDays = ArtifactBucket.DaysKept,
                }
            );

        bool InAnotherAccount(EnvironmentSettings environment) => settings.PlaceOf(environment).Account != settings.Account;
    }

    private static Amazon.CDK.Environment EnvOf(Place place) => new() { Account = place.Account, Region = place.Region };

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
