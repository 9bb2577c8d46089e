using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Expenses.Application;

namespace Expenses.Delivery.Steps;

/// <summary>What a step may do with which repository: put together by name, since a step may not refer to a resource of a stage.</summary>
internal static class ImageRepositoryAccess
{
    /// <summary>The one call of ECR that knows no resource.</summary>
    public static PolicyStatement LogIn() => new(new PolicyStatementProps { Actions = ["ecr:GetAuthorizationToken"], Resources = ["*"] });

    public static PolicyStatement Pull(EcrStack ecr) => Allow(ecr, ImageActions.Pull);

    public static PolicyStatement Push(EcrStack ecr) => Allow(ecr, ImageActions.Push);

    public static PolicyStatement ReadScan(EcrStack ecr) => Allow(ecr, ImageActions.ReadScan);

    private static PolicyStatement Allow(EcrStack ecr, string[] actions) =>
        new(
            new PolicyStatementProps
            {
                Actions = actions,
                // In the account and region of the stage, which may be another's.
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
