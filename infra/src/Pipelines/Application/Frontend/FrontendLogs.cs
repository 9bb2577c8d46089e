using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;

namespace Expenses.Application;

/// <summary>The log group of the site's server. Amplify writes to it with the app's role, and would create it without retention.</summary>
internal sealed class FrontendLogs : LogGroup
{
    public FrontendLogs(Amazon.CDK.AWS.Amplify.Alpha.App app, string id, int days)
        : base(
            app,
            id,
            new LogGroupProps
            {
                LogGroupName = $"/aws/amplify/{app.AppId}",
                Retention = Application.Retention.Days(days),
                RemovalPolicy = RemovalPolicy.DESTROY,
            }
        )
    {
        var all = Stack.FormatArn(
            new ArnComponents
            {
                Service = "logs",
                Resource = "log-group",
                ResourceName = "*",
                ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
            }
        );
        app.GrantPrincipal.AddToPrincipalPolicy(Allow(LogGroupArn, "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"));
        app.GrantPrincipal.AddToPrincipalPolicy(Allow(all, "logs:DescribeLogGroups"));
        app.AcknowledgePermission($"Resource::{all}", "Amplify lists all log groups to find its own. It only reads names.");
    }

    private static PolicyStatement Allow(string resource, params string[] actions) =>
        new(new PolicyStatementProps { Actions = actions, Resources = [resource] });
}
