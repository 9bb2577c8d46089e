using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Expenses.Application;

namespace Expenses.Delivery.Steps;

/// <summary>Permissions on image repositories, by name, because a step can't reference a resource of a stage.</summary>
internal static class ImageRepositoryAccess
{
    /// <summary>The only ECR action here without resource-level permissions.</summary>
    public static PolicyStatement LogIn() => new(new PolicyStatementProps { Actions = ["ecr:GetAuthorizationToken"], Resources = ["*"] });

    public static PolicyStatement Pull(EcrStack ecr) => Allow(ecr, ImageActions.Pull);

    public static PolicyStatement Push(EcrStack ecr) => Allow(ecr, ImageActions.Push);

    public static PolicyStatement ReadScan(EcrStack ecr) => Allow(ecr, ImageActions.ReadScan);

    private static PolicyStatement Allow(EcrStack ecr, string[] actions) =>
        new(
            new PolicyStatementProps
            {
                Actions = actions,
                // In the stage's account and region, which may differ from the pipeline's.
                Resources =
                [
                    ecr.FormatArn(
                        new ArnComponents
                        {
                            Service = "ecr",
                            Resource = "repository",
                            ResourceName = ecr.RepositoryName,
                        }
                    ),
                ],
            }
        );
}
