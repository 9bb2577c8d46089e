using Amazon.CDK;
using Amazon.CDK.AWS.APIGateway;
using Amazon.CDK.AWS.CodeCommit;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.Pipelines;
using Constructs;
using Attribute = Amazon.CDK.AWS.DynamoDB.Attribute;
using Code = Amazon.CDK.AWS.Lambda.Code;
using Stage = Amazon.CDK.Stage;

namespace OtherPipelines;

/// <summary>
/// The shape of the C# pipeline in aws-samples/aws-cdk-intro-workshop: a repository in CodeCommit, a synthesis with a CLI that it installs,
/// and one stage with functions behind an API, whose address a step calls afterwards.
/// </summary>
internal sealed class WorkshopStack : Stack
{
    public WorkshopStack(Construct scope, string id)
        : base(scope, id)
    {
        var repository = new Repository(this, "WorkshopRepo", new RepositoryProps { RepositoryName = "WorkshopRepo" });
        var pipeline = new CodePipeline(
            this,
            "Pipeline",
            new CodePipelineProps
            {
                PipelineName = "WorkshopPipeline",
                Synth = new ShellStep(
                    "Synth",
                    new ShellStepProps
                    {
                        Input = CodePipelineSource.CodeCommit(repository, "main"),
                        InstallCommands = ["dotnet --version"],
                        Commands = ["cdk synth", Assets.AcceptOlderPublisher],
                    }
                ),
            }
        );
        var service = new WebService(this, "Deploy");
        pipeline
            .AddStage(service)
            .AddPost(
                new ShellStep(
                    "TestApiEndpoint",
                    new ShellStepProps
                    {
                        EnvFromCfnOutputs = new Dictionary<string, CfnOutput> { ["ENDPOINT_URL"] = service.Endpoint },
                        Commands = ["curl --silent --show-error --fail $ENDPOINT_URL"],
                    }
                )
            );
    }
}

/// <summary>Functions that count the hits of an API in a table.</summary>
internal sealed class WebService : Stage
{
    public WebService(Construct scope, string id)
        : base(scope, id)
    {
        var stack = new Stack(this, "WebService");
        var table = new Table(
            stack,
            "Hits",
            new TableProps
            {
                PartitionKey = new Attribute { Name = "path", Type = AttributeType.STRING },
            }
        );
        var hello = Function(stack, "Hello", []);
        var counter = Function(
            stack,
            "HitCounter",
            new() { ["DOWNSTREAM_FUNCTION_NAME"] = hello.FunctionName, ["HITS_TABLE_NAME"] = table.TableName }
        );
        table.GrantReadWriteData(counter);
        hello.GrantInvoke(counter);
        var api = new LambdaRestApi(stack, "Endpoint", new LambdaRestApiProps { Handler = counter });
        Endpoint = new CfnOutput(stack, "GatewayUrl", new CfnOutputProps { Value = api.Url });
    }

    public CfnOutput Endpoint { get; }

    private static Function Function(Stack stack, string id, Dictionary<string, string> environment) =>
        new(
            stack,
            id,
            new FunctionProps
            {
                Runtime = Runtime.NODEJS_22_X,
                Handler = "handler.main",
                Code = Code.FromAsset("lambda"),
                Environment = environment,
            }
        );
}
