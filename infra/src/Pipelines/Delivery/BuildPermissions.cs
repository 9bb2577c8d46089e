using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.Pipelines;
using Constructs;
using Expenses.Application;
using Expenses.Delivery.Steps;

namespace Expenses.Delivery;

/// <summary>CDK Pipelines makes the roles of the pipeline and its builds: here stands why where it allows something with a wildcard.</summary>
internal static class BuildPermissions
{
    extension(CodePipeline delivery)
    {
        /// <summary>Once the pipeline is built: before, its roles are not there.</summary>
        public void AcknowledgePermissions(params ExpensesStage[] stages)
        {
            delivery.AcknowledgeArtifactPermissions();
            foreach (var stage in stages)
                BundleAccess.Acknowledge(delivery.Pipeline, stage.Ecr.BundleBucketName);
            // In another account a step takes a role, and is allowed nothing there itself.
            foreach (var database in stages.Select(stage => stage.Database).Where(database => database.MigrationRoleArn is null))
                database.MigrationAccess.AcknowledgeOn(delivery.Pipeline);
            foreach (var frontend in stages.Select(stage => stage.FrontendApp).Where(frontend => frontend.ReleaseRoleArn is null))
            {
                var (region, account) = frontend.NagEnvironment();
                delivery.Pipeline.AcknowledgePermission(
                    $"Resource::arn:<AWS::Partition>:amplify:{region}:{account}:apps/{frontend.ReleaseJobs("*")}",
                    "Amplify makes up the app's id and numbers its jobs. The branch is this stage's alone."
                );
            }

            var approvals = stages.Select(stage => delivery.Pipeline.Node.TryFindChild(ApproveStep.StageOf(stage))).OfType<IConstruct>();
            foreach (var approval in approvals)
            {
                approval.AcknowledgePermission(
                    "Action::kms:GenerateDataKey*",
                    "CDK's grant on the key of the topic that receives the question."
                );
            }

            var place = delivery.NagEnvironment();
            var encryptedByS3 = delivery.Pipeline.ArtifactBucket.EncryptionKey is null;
            foreach (var half in (IConstruct[])[delivery.Pipeline, delivery])
            {
                if (encryptedByS3)
                {
                    half.Acknowledge(
                        "AwsSolutions-CB4",
                        "What a build puts out lies in the bucket of the artifacts, encrypted by S3. A key of our own would cost, and every role here would be given it: it would keep nobody out."
                    );
                }
                foreach (var project in half.Node.FindAll().OfType<Project>())
                {
                    project.AcknowledgeOwnLogs(place);
                    project.AcknowledgeOwnReports(place);
                    AcknowledgeStep(project, place);
                }
            }
        }
    }

    extension(Project project)
    {
        /// <summary>Acknowledges what CDK allows every build.</summary>
        public void AcknowledgeOwnLogs((string Region, string Account) place) =>
            project.AcknowledgePermission(
                $"Resource::arn:<AWS::Partition>:logs:{place.Region}:{place.Account}:log-group:/aws/codebuild/<{project.LogicalId()}>:*",
                "The streams of the build's own log group: CodeBuild names them."
            );

        /// <summary>Acknowledges what CDK allows every build that may report tests.</summary>
        public void AcknowledgeOwnReports((string Region, string Account) place) =>
            project.AcknowledgePermission(
                $"Resource::arn:<AWS::Partition>:codebuild:{place.Region}:{place.Account}:report-group/<{project.LogicalId()}>-*",
                "The test reports of the build itself: their names begin with its own."
            );
    }

    private static void AcknowledgeStep(Project project, (string Region, string Account) place)
    {
        switch (project.Node.Id)
        {
            case "SelfMutation":
                project.AcknowledgePermission(
                    $"Resource::arn:*:iam::{place.Account}:role/*",
                    "A condition on their tag leaves of these roles those that `cdk bootstrap` has made for deployments."
                );
                project.AcknowledgePermission(
                    "Resource::*",
                    "`cdk deploy` looks for the stack and for the bucket of the bootstrap: it describes and lists, no more."
                );
                break;
            case "PublishImage" or "PromoteImage":
                project.AcknowledgePermission(
                    "Resource::*",
                    "ecr:GetAuthorizationToken knows no resource. What may be pulled and pushed names its repository."
                );
                break;
            default:
                break;
        }
    }
}
