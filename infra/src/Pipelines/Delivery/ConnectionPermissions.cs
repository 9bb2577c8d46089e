using Amazon.CDK.AWS.IAM;
using Amazon.CDK.Pipelines;

namespace Expenses.Delivery;

/// <summary>Who uses the connection to GitHub is allowed to by the name that the service has in its ARN: it has had two, and IAM tells them apart.</summary>
internal static class ConnectionPermissions
{
    public static PolicyStatement Allow(string connectionArn, params string[] actions)
    {
        var service = connectionArn.Split(':')[2];
        return new PolicyStatement(
            new PolicyStatementProps { Actions = [.. actions.Select(action => $"{service}:{action}")], Resources = [connectionArn] }
        );
    }

    extension(CodePipeline delivery)
    {
        /// <summary>Lets both sources use the connection: CDK grants it by the service's former name alone.</summary>
        public void GrantConnection(string connectionArn)
        {
            foreach (var source in delivery.Pipeline.Node.FindChild("Source").Node.Children)
                ((Role)source.Node.FindChild("CodePipelineActionRole")).AddToPolicy(Allow(connectionArn, "UseConnection"));
        }
    }
}
