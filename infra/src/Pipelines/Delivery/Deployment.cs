using Amazon.CDK.Pipelines;
using Expenses.Application;
using Expenses.Delivery.Steps;
using Expenses.Settings;

namespace Expenses.Delivery;

internal static class Deployment
{
    extension(CodePipeline pipeline)
    {
        /// <summary>
        /// Deploys one copy of the app: the image is there before the backend asks for it, the site is of the same commit,
        /// and the stage is done when it answers.
        /// </summary>
        public void Deploy(ExpensesStage stage, DeliverySettings settings, IFileSetProducer source, IFileSetProducer assembly) => pipeline.AddStage(stage, new AddStageOpts
        {
            StackSteps = [new StackSteps { Stack = stage.Ecr, Post = [new PublishImageStep(stage.Ecr, source, assembly)] }],
            Post = Step.Sequence([new ReleaseFrontendStep(stage.FrontendApp, settings, source, assembly), new SmokeTestStep(stage, source)]),
        });
    }
}
