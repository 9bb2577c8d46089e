using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.Pipelines;
using Constructs;

namespace OtherPipelines;

/// <summary>
/// The shape of the example in the documentation of CDK Pipelines: a source on GitHub behind a connection, a synthesis in a shell step, and
/// an application of two stacks that is deployed to two stages, the second one after a check and an approval.
/// </summary>
internal sealed class TwoStagesStack : Stack
{
    public TwoStagesStack(Construct scope, string id)
        : base(scope, id)
    {
        var pipeline = new CodePipeline(
            this,
            "Pipeline",
            new CodePipelineProps
            {
                Synth = new ShellStep(
                    "Synth",
                    new ShellStepProps
                    {
                        Input = CodePipelineSource.Connection(
                            "my-org/my-app",
                            "main",
                            new ConnectionSourceOptions
                            {
                                ConnectionArn = "arn:aws:codestar-connections:us-east-1:222222222222:connection/7d2469ff-514a",
                            }
                        ),
                        Commands = ["npm run build", "cdk synth"],
                    }
                ),
            }
        );
        var test = new TwoStacks(this, "Test");
        var check = new ShellStep(
            "Validate",
            new ShellStepProps
            {
                EnvFromCfnOutputs = new Dictionary<string, CfnOutput> { ["TABLE"] = test.TableName },
                Commands = ["echo \"The table is $TABLE\"", "[ -n \"$TABLE\" ]"],
            }
        );
        pipeline.AddStage(test, new AddStageOpts { Post = [check] });
        pipeline.AddStage(new TwoStacks(this, "Prod"), new AddStageOpts { Pre = [new ManualApprovalStep("PromoteToProd")] });
    }
}

/// <summary>One copy of the application: a table and a bucket in stacks of their own.</summary>
internal sealed class TwoStacks : Stage
{
    public TwoStacks(Construct scope, string id)
        : base(scope, id)
    {
        var database = new Stack(this, "Database");
        var table = new Table(
            database,
            "Table",
            new TableProps
            {
                PartitionKey = new Amazon.CDK.AWS.DynamoDB.Attribute { Name = "id", Type = AttributeType.STRING },
                BillingMode = BillingMode.PAY_PER_REQUEST,
            }
        );
        var web = new Stack(this, "Web");
        _ = new Bucket(web, "Files");
        _ = new CfnOutput(web, "Table", new CfnOutputProps { Value = table.TableArn });
        TableName = new CfnOutput(database, "TableName", new CfnOutputProps { Value = table.TableName });
    }

    public CfnOutput TableName { get; }
}
