using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.Pipelines;
using Expenses.Application;
using Expenses.Settings;

namespace Expenses.Delivery.Steps;

/// <summary>
/// Releases the site of the very commit that was synthesised: moves the release branch there, has Amplify deploy the bundle of that commit, and waits until
/// the site answers with both.
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
            Env = new Dictionary<string, string>(WhereElse(frontend))
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
                    // A step may not refer to a resource of a stage: to none of its apps by ID.
                    : frontend.AllowRelease("*"),
                new PolicyStatement(
                    new PolicyStatementProps
                    {
                        Actions = ["secretsmanager:GetSecretValue"],
                        // Secrets Manager ends every secret's ARN with six characters of its own.
                        Resources =
                        [
                            $"arn:{Aws.PARTITION}:secretsmanager:{Aws.REGION}:{Aws.ACCOUNT_ID}:secret:{settings.Github.ReleaseToken}-??????",
                        ],
                    }
                ),
            ],
        }
    )
{
    /// <summary>Where Amplify is asked, if not in the step's own account and region.</summary>
    private static Dictionary<string, string> WhereElse(FrontendAppStack frontend)
    {
        Dictionary<string, string> variables = [];
        if (!Token.IsUnresolved(frontend.Region))
            variables["APP_REGION"] = frontend.Region;
        if (frontend.ReleaseRoleArn is { } role)
            variables["RELEASE_ROLE_ARN"] = role;
        return variables;
    }
}
