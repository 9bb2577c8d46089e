using Amazon.CDK.AWS.IAM;
using Amazon.CDK.Pipelines;

namespace Expenses.Delivery;

/// <summary>
/// Permissions on the connection to GitHub. The service was renamed from codestar-connections to codeconnections, and the prefix of an IAM
/// action must match the service in the connection's ARN.
/// </summary>
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
        /// <summary>Lets both sources use the connection. CDK grants only the action with the service's former name.</summary>
        public void GrantConnection(string connectionArn)
        {
            foreach (var source in delivery.Pipeline.Node.FindChild("Source").Node.Children)
                ((Role)source.Node.FindChild("CodePipelineActionRole")).AddToPolicy(Allow(connectionArn, "UseConnection"));
        }
    }
}
