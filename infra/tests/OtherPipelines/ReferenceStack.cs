using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.Pipelines;
using Constructs;

namespace OtherPipelines;

/// <summary>
/// The shape of AWS's Deployment Pipeline Reference Architecture: a scan and a build before the synthesis; Beta, Gamma and Prod in accounts
/// of their own, each in waves of regions; a test after each deployment to Beta and Gamma; an approval before Prod.
/// </summary>
internal sealed class ReferenceStack : Stack
{
    private readonly CodePipeline pipeline;

    /// <param name="isWhole">Whether to add what can't be rehearsed: a review by a function, canaries and containers.</param>
    public ReferenceStack(Construct scope, string id, bool isWhole)
        : base(scope, id, new StackProps { Env = Accounts.Toolchain })
    {
        var source = CodePipelineSource.Connection(
            "my-org/fruit-api",
            "main",
            new ConnectionSourceOptions { ConnectionArn = "arn:aws:codeconnections:us-west-2:111122223333:connection/0c61784b" }
        );
        var cache = new Bucket(this, "CacheBucket", new BucketProps { EnforceSSL = true });
        var scan = new CodeBuildStep(
            "Scan",
            new CodeBuildStepProps
            {
                Input = source,
                Commands = [],
                PartialBuildSpec = Spec("[ ! -e secret.txt ]"),
                PrimaryOutputDirectory = ".",
            }
        );
        var build = new CodeBuildStep(
            "Build",
            new CodeBuildStepProps
            {
                Input = source,
                Commands = [],
                Cache = Cache.Bucket(cache),
                PartialBuildSpec = Spec("echo built by $TOOL > built.txt"),
                PrimaryOutputDirectory = ".",
            }
        );
        build.AddStepDependency(scan);
        var synth = new CodeBuildStep(
            "Synth",
            new CodeBuildStepProps
            {
                Input = build,
                Commands = [],
                PartialBuildSpec = Spec("grep maven built.txt", "cdk synth", Assets.AcceptOlderPublisher),
                PrimaryOutputDirectory = "cdk.out",
            }
        );
        if (isWhole)
            build.AddStepDependency(new ReviewStep("Review"));
        pipeline = new CodePipeline(
            this,
            "fruit-api",
            new CodePipelineProps
            {
                PipelineName = "fruit-api",
                Synth = synth,
                DockerEnabledForSynth = true,
                CrossAccountKeys = true,
                PublishAssetsInParallel = false,
            }
        );
        Deploy("Beta-0", Accounts.Beta, ["us-west-2"], isWhole, "E2E Test");
        Deploy("Gamma-0", Accounts.Gamma, ["us-west-2", "us-east-1"], isWhole, "Performance Test")
            .AddPost(new ManualApprovalStep("PromoteToProd"));
        Deploy("Prod-0", Accounts.Prod, ["us-west-2", "us-east-1"], isWhole);
    }

    private Wave Deploy(string name, Func<string, Amazon.CDK.Environment> account, string[] regions, bool isWhole, string? test = null)
    {
        var wave = pipeline.AddWave(name);
        foreach (var region in regions)
        {
            var deployment = new FruitStage(pipeline, $"{name.Split('-')[0]}-{region}", account(region), isWhole);
            var stage = wave.AddStage(deployment);
            if (test is not null)
                stage.AddPost(Test(test, deployment, account(region)));
        }
        return wave;
    }

    private static CodeBuildStep Test(string name, FruitStage deployment, Amazon.CDK.Environment environment) =>
        new(
            name,
            new CodeBuildStepProps
            {
                EnvFromCfnOutputs = new Dictionary<string, CfnOutput> { ["ENDPOINT"] = deployment.Endpoint, ["WHERE"] = deployment.Where },
                Commands = [],
                PartialBuildSpec = Spec(
                    "curl --silent --show-error --fail $ENDPOINT",
                    $"[ $WHERE = {environment.Account}/{environment.Region} ]"
                ),
            }
        );

    /// <summary>A build spec as that of the reference architecture, with parts that have no effect in a rehearsal.</summary>
    private static BuildSpec Spec(params string[] commands) =>
        BuildSpec.FromObject(
            new Dictionary<string, object>
            {
                ["version"] = "0.2",
                ["env"] = new Dictionary<string, object> { ["variables"] = new Dictionary<string, object> { ["TOOL"] = "maven" } },
                ["phases"] = new Dictionary<string, object>
                {
                    ["install"] = new Dictionary<string, object>
                    {
                        ["runtime-versions"] = new Dictionary<string, object> { ["java"] = "corretto17" },
                    },
                    ["build"] = new Dictionary<string, object> { ["commands"] = commands },
                },
                ["cache"] = new Dictionary<string, object> { ["paths"] = (string[])["/root/.m2/**/*"] },
                ["reports"] = new Dictionary<string, object>
                {
                    ["unit"] = new Dictionary<string, object>
                    {
                        ["files"] = (string[])["target/surefire-reports/*.xml"],
                        ["file-format"] = "JUNITXML",
                    },
                },
            }
        );
}
