using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.Pipelines;
using Constructs;
using Expenses.Application;
using Expenses.Delivery.Steps;

namespace Expenses.Delivery;

/// <summary>Suppresses findings about the roles that CDK Pipelines creates for the pipeline and its builds.</summary>
internal static class BuildPermissions
{
    extension(CodePipeline delivery)
    {
        /// <summary>Call it after BuildPipeline, which creates the roles.</summary>
        public void AcknowledgePermissions(params ExpensesStage[] stages)
        {
            delivery.AcknowledgeArtifactPermissions();
            foreach (var stage in stages)
                BundleAccess.Acknowledge(delivery.Pipeline, stage.Ecr.BundleBucketName);
            // In another account, a step assumes a role and has no permissions of its own.
            foreach (var database in stages.Select(stage => stage.Database).Where(database => database.MigrationRoleArn is null))
                database.MigrationAccess.AcknowledgeOn(delivery.Pipeline);
            foreach (var frontend in stages.Select(stage => stage.FrontendApp).Where(frontend => frontend.ReleaseRoleArn is null))
            {
                delivery.Pipeline.AcknowledgePermission(
                    $"Resource::{frontend.ReleaseJobs("*")}",
                    "Amplify generates the IDs of apps and jobs. Only this stage uses the branch."
                );
            }

            var approvals = stages.Select(stage => delivery.Pipeline.Node.TryFindChild(ApproveStep.StageName(stage))).OfType<IConstruct>();
            foreach (var approval in approvals)
            {
                approval.AcknowledgePermission("Action::kms:GenerateDataKey*", "CDK's grant on the key of the topic for approvals.");
            }

            var encryptedByS3 = delivery.Pipeline.ArtifactBucket.EncryptionKey is null;
            foreach (var scope in (IConstruct[])[delivery.Pipeline, delivery])
            {
                if (encryptedByS3)
                {
                    scope.Acknowledge(
                        "AwsSolutions-CB4",
                        "S3 encrypts the build output in the artifact bucket. A customer managed key would cost extra and protect "
                            + "nothing, because every role here would need it."
                    );
                }
                foreach (var project in scope.Node.FindAll().OfType<Project>())
                {
                    project.AcknowledgeLogPermissions();
                    project.AcknowledgeReportPermissions();
                    AcknowledgeStepPermissions(project);
                }
            }
        }
    }

    extension(Project project)
    {
        /// <summary>Suppresses the finding about the log permissions that CDK gives every build.</summary>
        public void AcknowledgeLogPermissions() =>
            project.AcknowledgePermission(
                $"Resource::{project.Arn("logs")}:log-group:/aws/codebuild/<{project.LogicalId()}>:*",
                "The log streams of the build's own log group. CodeBuild names them."
            );

        /// <summary>Suppresses the finding about the test report permissions that CDK gives builds.</summary>
        public void AcknowledgeReportPermissions() =>
            project.AcknowledgePermission(
                $"Resource::{project.Arn("codebuild")}:report-group/<{project.LogicalId()}>-*",
                "The build's own test reports. Their names start with the project's name."
            );

        private string Arn(string service) => $"arn:{Aws.PARTITION}:{service}:{Stack.Of(project).Region}:{Stack.Of(project).Account}";
    }

    private static void AcknowledgeStepPermissions(Project project)
    {
        switch (project.Node.Id)
        {
            case "SelfMutation":
                project.AcknowledgePermission(
                    $"Resource::arn:*:iam::{Stack.Of(project).Account}:role/*",
                    "A condition on tags limits it to the deployment roles that `cdk bootstrap` created."
                );
                project.AcknowledgePermission(
                    "Resource::*",
                    "`cdk deploy` looks up the stack and the bootstrap bucket. It only describes and lists."
                );
                break;
            case "PublishImage" or "PromoteImage":
                project.AcknowledgePermission(
                    "Resource::*",
                    "ecr:GetAuthorizationToken has no resource-level permissions. Pull and push are limited to one repository each."
                );
                break;
            default:
                break;
        }
    }
}
