using Amazon.CDK.Pipelines;
using Expenses.Application;

namespace Expenses.Delivery;

internal static class CodePipelineExtensions
{
    extension(CodePipeline pipeline)
    {
        public void Deploy(ExpensesStage stage, StageSteps steps)
        {
            steps.Migration.AddStepDependency(steps.Image);
            pipeline.AddStage(
                stage,
                new AddStageOpts
                {
                    StackSteps =
                    [
                        new StackSteps { Stack = stage.Ecr, Post = [steps.Image, steps.Bundle] },
                        new StackSteps { Stack = stage.Database, Post = [steps.Migration] },
                    ],
                    Post = Step.Sequence([steps.Site, steps.Check]),
                }
            );
        }
    }
}
