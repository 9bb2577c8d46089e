using Amazon.CDK.AWS.IAM;

namespace Expenses.Application;

/// <summary>What another account takes to release the site, and can do nothing else with.</summary>
internal sealed class ReleaseRole : Role
{
    /// <param name="name">A settled one: whoever takes the role knows it by that.</param>
    public ReleaseRole(FrontendAppStack frontend, string id, string name, Amazon.CDK.AWS.Amplify.Alpha.App app, string trustedAccount) : base(frontend, id, new RoleProps
    {
        RoleName = name,
        Description = $"Releases the expenses site on behalf of account {trustedAccount}",
        AssumedBy = new AccountPrincipal(trustedAccount),
    })
    {
        AddToPolicy(frontend.AllowRelease(app.AppId));
        var (region, account) = this.PlaceInFindings();
        this.AcknowledgePermission($"Resource::arn:<AWS::Partition>:amplify:{region}:{account}:apps/{frontend.ReleaseJobs($"<{app.LogicalId()}.AppId>")}", "Amplify numbers its jobs. The app and the branch are this stage's alone.");
    }
}
