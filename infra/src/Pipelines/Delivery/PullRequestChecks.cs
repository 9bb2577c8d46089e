using System.Text.RegularExpressions;
using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Expenses.Delivery.Steps;
using Expenses.Settings;

namespace Expenses.Delivery;

/// <summary>
/// Runs the test suites of the Verify stage on a pull request and reports the result to GitHub. A build runs untrusted code with the
/// permissions of its role and its token: infra/docs/adr/0021.
/// </summary>
internal sealed class PullRequestChecks : Construct
{
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
                        // The filter is a regular expression. Without anchors it would also match "main2".
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
                        // Tests look up the previous release in the git history.
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
                                ["commands"] = VerifyStep.Suites.Select(suite => $"bash infra/steps/verify.sh {suite.Name}").ToArray(),
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
        project.AcknowledgeLogPermissions();
        project.Acknowledge(
            "AwsSolutions-CB4",
            "The build has no output to encrypt: the result goes to GitHub, and the log to CloudWatch."
        );

        var resource = (CfnProject)project.Node.DefaultChild!;
        // CodeBuild reads the token to create the webhook. The role's default policy can't allow it: it depends on the project.
        resource.AddResourceDependency((CfnPolicy)token.Node.DefaultChild!);
        resource.AddPropertyOverride(
            "Source.Auth",
            new Dictionary<string, string> { ["Type"] = "SECRETS_MANAGER", ["Resource"] = checks.TokenSecretArn }
        );
        // Pull requests of authors with one of these roles need no approval.
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
