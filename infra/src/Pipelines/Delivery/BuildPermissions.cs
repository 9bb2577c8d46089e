using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.Pipelines;
using Constructs;
using Expenses.Application;

namespace Expenses.Delivery;

/// <summary>
/// CDK Pipelines makes the roles of the pipeline and its builds. Where it allows something with a wildcard, the rules want to
/// hear of each by itself why (AwsSolutions-IAM5).
/// </summary>
internal static class BuildPermissions
{
    private const string Here = "<AWS::Region>:<AWS::AccountId>";

    extension(CodePipeline delivery)
    {
        /// <summary>Once the pipeline is built: before, its roles are not there.</summary>
        public void AcknowledgePermissions(params ExpensesStage[] stages)
        {
            string[] read = ["Action::s3:GetBucket*", "Action::s3:GetObject*", "Action::s3:List*", $"Resource::<{LogicalId(delivery.Pipeline.ArtifactBucket)}.Arn>/*"];
            string[] write = ["Action::s3:Abort*", "Action::s3:DeleteObject*"];
            foreach (var permission in (string[])[.. read, .. write])
                Acknowledge(delivery.Pipeline, permission, "CDK's grant on the bucket of the artifacts, whose keys CodePipeline makes up for each execution.");
            foreach (var permission in read)
                Acknowledge(delivery, permission, "The build that updates the pipeline reads the assembly from the bucket of the artifacts.");
            foreach (var stage in stages)
                Acknowledge(delivery.Pipeline, $"Resource::arn:<AWS::Partition>:amplify:{Here}:apps/*/branches/{stage.FrontendApp.ReleaseBranch.Replace('/', '*')}/jobs/*", "Amplify makes up the app's id and numbers its jobs. The branch is this stage's alone.");

            IConstruct[] halves = [delivery.Pipeline, delivery];
            foreach (var project in halves.SelectMany(half => half.Node.FindAll()).OfType<Project>())
            {
                project.Acknowledge("AwsSolutions-CB4", "What a build puts out lies in the bucket of the artifacts, encrypted by S3. A key of our own would cost, and every role here would be given it: it would keep nobody out.");
                Acknowledge(project, $"Resource::arn:<AWS::Partition>:logs:{Here}:log-group:/aws/codebuild/<{LogicalId(project)}>:*", "The streams of the build's own log group: CodeBuild names them.");
                Acknowledge(project, $"Resource::arn:<AWS::Partition>:codebuild:{Here}:report-group/<{LogicalId(project)}>-*", "The test reports of the build itself: their names begin with its own.");
                AcknowledgeStep(project);
            }
        }
    }

    private static void AcknowledgeStep(Project project)
    {
        switch (project.Node.Id)
        {
            case "SelfMutation":
                Acknowledge(project, "Resource::arn:*:iam::<AWS::AccountId>:role/*", "A condition on their tag leaves of these roles those that `cdk bootstrap` has made for deployments.");
                Acknowledge(project, "Resource::*", "`cdk deploy` looks for the stack and for the bucket of the bootstrap: it describes and lists, no more.");
                break;
            case "PublishImage" or "PromoteImage":
                Acknowledge(project, "Resource::*", "ecr:GetAuthorizationToken knows no resource. What may be pulled and pushed names its repository.");
                break;
            default:
                break;
        }
    }

    private static void Acknowledge(IConstruct construct, string permission, string reason) => construct.Acknowledge($"AwsSolutions-IAM5[{permission}]", reason);

    private static string LogicalId(IConstruct construct) => Stack.Of(construct).GetLogicalId((CfnElement)construct.Node.DefaultChild!);
}
