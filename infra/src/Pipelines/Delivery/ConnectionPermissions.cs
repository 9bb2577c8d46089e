using Amazon.CDK.AWS.IAM;
using Amazon.CDK.Pipelines;

namespace Expenses.Delivery;

/// <summary>Who uses the connection to GitHub is allowed to by the name that the service has in its ARN: it has had two, and IAM tells them apart.</summary>
internal static class ConnectionPermissions
{
    public static PolicyStatement Allow(string connectionArn, params string[] actions)
    {
        var service = connectionArn.Split(':')[2];
        return new PolicyStatement(new PolicyStatementProps { Actions = [.. actions.Select(action => $"{service}:{action}")], Resources = [connectionArn] });
    }

    extension(CodePipeline delivery)
    {
        /// <summary>CDK grants it to the source by the service's former name alone.</summary>
        public void GrantConnection(string connectionArn) =>
            ((Role)delivery.Pipeline.Node.FindChild("Source").Node.FindChild("Source").Node.FindChild("CodePipelineActionRole")).AddToPolicy(Allow(connectionArn, "UseConnection"));
    }
}
