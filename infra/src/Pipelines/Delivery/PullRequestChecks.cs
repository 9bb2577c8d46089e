using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Expenses.Settings;

namespace Expenses.Delivery;

/// <summary>Runs the same suites on a pull request as the pipeline does on a push, and tells GitHub how they went. What it builds may come from anybody: so it may do nothing.</summary>
internal sealed class PullRequestChecks : Construct
{
    private static readonly string[] Suites = ["pipelines", "steps", "app-backend", "app-frontend"];

    public PullRequestChecks(Construct scope, string id, DeliverySettings settings) : base(scope, id)
    {
        var project = new Project(this, "Project", new ProjectProps
        {
            Description = "Verifies the pull requests of the expenses app",
            Source = Source.GitHub(new GitHubSourceProps
            {
                Owner = settings.Repository.Split('/')[0],
                Repo = settings.Repository.Split('/')[1],
                WebhookFilters = [FilterGroup.InEventOf(EventAction.PULL_REQUEST_CREATED, EventAction.PULL_REQUEST_UPDATED, EventAction.PULL_REQUEST_REOPENED).AndBaseBranchIs(settings.Branch)],
                // The release before is looked up in the history.
                CloneDepth = 0,
            }),
            BuildSpec = BuildSpec.FromObject(new Dictionary<string, object>
            {
                ["version"] = "0.2",
                ["phases"] = new Dictionary<string, object> { ["build"] = new Dictionary<string, object> { ["commands"] = Suites.Select(suite => $"infra/steps/verify.sh {suite}").ToArray() } },
            }),
            Environment = new BuildEnvironment { BuildImage = LinuxBuildImage.STANDARD_8_0, ComputeType = ComputeType.MEDIUM },
            Timeout = Duration.Hours(1),
        });
        var connection = new Policy(this, "Connection", new PolicyProps
        {
            Roles = [project.Role!],
            Statements = [ConnectionPermissions.Allow(settings.ConnectionArn, "GetConnection", "GetConnectionToken", "UseConnection")],
        });
        project.AcknowledgeOwnReports(this.PlaceInFindings());
        project.Acknowledge("AwsSolutions-CB4", "It puts nothing out that a key could encrypt: a verdict goes to GitHub, and the log to CloudWatch.");

        var resource = (CfnProject)project.Node.DefaultChild!;
        // CodeBuild tries the connection when it creates the project. The role's own policy names the project, and so comes after it.
        resource.AddResourceDependency((CfnPolicy)connection.Node.DefaultChild!);
        resource.AddPropertyOverride("Source.Auth", new Dictionary<string, string> { ["Type"] = "CODECONNECTIONS", ["Resource"] = settings.ConnectionArn });
        // From a fork nothing is built before somebody of the project has said so in a comment.
        resource.AddPropertyOverride("Triggers.PullRequestBuildPolicy", new Dictionary<string, string> { ["RequiresCommentApproval"] = "FORK_PULL_REQUESTS" });
    }
}
