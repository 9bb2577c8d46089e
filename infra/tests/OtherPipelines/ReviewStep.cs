using Amazon.CDK.AWS.CodePipeline.Actions;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.Pipelines;

namespace OtherPipelines;

/// <summary>A step in which a function reviews the commit.</summary>
internal sealed class ReviewStep(string id) : Step(id), ICodePipelineActionFactory
{
    public ICodePipelineActionFactoryResult ProduceAction(Amazon.CDK.AWS.CodePipeline.IStage stage, IProduceActionOptions options)
    {
        var function = new Function(
            options.Scope,
            "Function",
            new FunctionProps
            {
                Runtime = Runtime.NODEJS_22_X,
                Handler = "index.main",
                Code = Code.FromInline("exports.main = async () => {};"),
            }
        );
        stage.AddAction(
            new LambdaInvokeAction(
                new LambdaInvokeActionProps
                {
                    ActionName = options.ActionName,
                    RunOrder = options.RunOrder,
                    Lambda = function,
                }
            )
        );
        return new CodePipelineActionFactoryResult { RunOrdersConsumed = 1 };
    }
}
