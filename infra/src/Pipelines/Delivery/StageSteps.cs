using Amazon.CDK.Pipelines;
using Expenses.Application;

namespace Expenses.Delivery;

/// <summary>What happens in a stage beside the deployment of its stacks.</summary>
internal sealed record Deployment
{
    /// <summary>Brings the image into the stage's repository, before the migration and the backend ask for it.</summary>
    public required Step Image { get; init; }

    /// <summary>Brings the site's bundle into the stage's bucket, beside the image.</summary>
    public required Step Bundle { get; init; }

    /// <summary>Brings the database's schema to where the image needs it, before the backend starts.</summary>
    public required Step Migration { get; init; }

    /// <summary>Releases the site of the same commit, once all stacks stand.</summary>
    public required Step Site { get; init; }

    /// <summary>The stage is done when this succeeds.</summary>
    public required Step Check { get; init; }
}

internal static class CodePipelineExtensions
{
    extension(CodePipeline pipeline)
    {
        public void Deploy(ExpensesStage stage, Deployment deployment)
        {
            deployment.Migration.AddStepDependency(deployment.Image);
            pipeline.AddStage(
                stage,
                new AddStageOpts
                {
                    StackSteps =
                    [
                        new StackSteps { Stack = stage.Ecr, Post = [deployment.Image, deployment.Bundle] },
                        new StackSteps { Stack = stage.Database, Post = [deployment.Migration] },
                    ],
                    Post = Step.Sequence([deployment.Site, deployment.Check]),
                }
            );
        }
    }
}
