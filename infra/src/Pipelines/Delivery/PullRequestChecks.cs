using System.Text.RegularExpressions;
using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Expenses.Settings;

namespace Expenses.Delivery;

/// <summary>
/// Runs the suites of Verify on a pull request and reports to GitHub. A build runs foreign code with all that this role and its token
/// may do: infra/docs/adr/0021.
/// </summary>
internal sealed class PullRequestChecks : Construct
{
    private static readonly string[] Suites = ["pipelines", "steps", "app-backend", "app-frontend", "packages"];

    public PullRequestChecks(Construct scope, string id, DeliverySettings settings, PullRequestSettings checks)
        : base(scope, id)
    {
        var project = new Project(
            this,
            "Project",
            new ProjectProps
            {
                Description = "Verifies the pull requests of the expenses app",
                Source = Source.GitHub(
                    new GitHubSourceProps
                    {
                        Owner = settings.Repository.Split('/')[0],
                        Repo = settings.Repository.Split('/')[1],
                        // A filter is a regular expression that matches anywhere: without its ends it admits "main2", too.
                        WebhookFilters =
                        [
                            FilterGroup
                                .InEventOf(
                                    EventAction.PULL_REQUEST_CREATED,
                                    EventAction.PULL_REQUEST_UPDATED,
                                    EventAction.PULL_REQUEST_REOPENED
                                )
                                .AndBaseRefIs($"^refs/heads/{Regex.Escape(settings.Branch)}$"),
                        ],
                        // The release before is looked up in the history.
                        CloneDepth = 0,
                    }
                ),
                BuildSpec = BuildSpec.FromObject(
                    new Dictionary<string, object>
                    {
                        ["version"] = "0.2",
                        ["phases"] = new Dictionary<string, object>
                        {
                            ["build"] = new Dictionary<string, object>
                            {
                                ["commands"] = Suites.Select(suite => $"bash infra/steps/verify.sh {suite}").ToArray(),
                            },
                        },
                    }
                ),
                Environment = new BuildEnvironment { BuildImage = LinuxBuildImage.STANDARD_8_0, ComputeType = ComputeType.MEDIUM },
                Timeout = Duration.Hours(1),
                GrantReportGroupPermissions = false,
            }
        );
        var token = new Policy(
            this,
            "Token",
            new PolicyProps
            {
                Roles = [project.Role!],
                Statements =
                [
                    new PolicyStatement(
                        new PolicyStatementProps { Actions = ["secretsmanager:GetSecretValue"], Resources = [checks.TokenSecretArn] }
                    ),
                ],
            }
        );
        project.AcknowledgeOwnLogs(this.NagEnvironment());
        project.Acknowledge(
            "AwsSolutions-CB4",
            "It puts nothing out that a key could encrypt: a verdict goes to GitHub, and the log to CloudWatch."
        );

        var resource = (CfnProject)project.Node.DefaultChild!;
        // CodeBuild needs the token to create the webhook. The role's own policy names the project, and so comes after it.
        resource.AddResourceDependency((CfnPolicy)token.Node.DefaultChild!);
        resource.AddPropertyOverride(
            "Source.Auth",
            new Dictionary<string, string> { ["Type"] = "SECRETS_MANAGER", ["Resource"] = checks.TokenSecretArn }
        );
        // The author of a pull request who has one of the roles needs no comment.
        resource.AddPropertyOverride(
            "Triggers.PullRequestBuildPolicy",
            new Dictionary<string, object>
            {
                ["RequiresCommentApproval"] = "ALL_PULL_REQUESTS",
                ["ApproverRoles"] = new[] { "GITHUB_MAINTAIN", "GITHUB_ADMIN" },
            }
        );
    }
}
