using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.Pipelines;
using Expenses.Application;
using Expenses.Settings;

namespace Expenses.Delivery.Steps;

/// <summary>
/// Releases the site: moves the release branch to the synthesised commit, deploys the commit's bundle with Amplify, and waits until the
/// site serves both.
/// </summary>
internal sealed class ReleaseFrontendStep(
    FrontendAppStack frontend,
    EcrStack ecr,
    DeliverySettings settings,
    IFileSetProducer source,
    IFileSetProducer assembly
)
    : CodeBuildStep(
        "ReleaseFrontend",
        new CodeBuildStepProps
        {
            Input = source,
            AdditionalInputs = new Dictionary<string, IFileSetProducer> { ["../assembly"] = assembly },
            EnvFromCfnOutputs = new Dictionary<string, CfnOutput> { ["APP_ID"] = frontend.AppId, ["SITE_URL"] = frontend.SiteUrl },
            Env = new Dictionary<string, string>(LocationVariables(frontend))
            {
                ["REPOSITORY"] = settings.Repository,
                ["BRANCH"] = frontend.ReleaseBranch,
                ["GITHUB_TOKEN_SECRET"] = settings.Github.ReleaseToken,
                ["BUNDLE_BUCKET"] = ecr.BundleBucketName,
            },
            Commands = ["bash infra/steps/release-frontend.sh ../assembly/commit ../assembly/frontend-bundle-tag"],
            RolePolicyStatements =
            [
                .. BundleAccess.Read(ecr.BundleBucketName),
                frontend.ReleaseRoleArn is { } role
                    ? new PolicyStatement(new PolicyStatementProps { Actions = ["sts:AssumeRole"], Resources = [role] })
                    // A step can't reference a resource of a stage, so the app's ID is unknown here.
                    : frontend.AllowRelease("*"),
                new PolicyStatement(
                    new PolicyStatementProps
                    {
                        Actions = ["secretsmanager:GetSecretValue"],
                        // Secrets Manager appends six random characters to the name.
                        Resources =
                        [
                            $"arn:{Aws.PARTITION}:secretsmanager:{Aws.REGION}:{Aws.ACCOUNT_ID}"
                                + $":secret:{settings.Github.ReleaseToken}-??????",
                        ],
                    }
                ),
            ],
        }
    )
{
    /// <summary>Gets the region and role of the site, if they differ from the step's own.</summary>
    private static Dictionary<string, string> LocationVariables(FrontendAppStack frontend)
    {
        Dictionary<string, string> variables = [];
        if (!Token.IsUnresolved(frontend.Region))
            variables["APP_REGION"] = frontend.Region;
        if (frontend.ReleaseRoleArn is { } role)
            variables["RELEASE_ROLE_ARN"] = role;
        return variables;
    }
}
