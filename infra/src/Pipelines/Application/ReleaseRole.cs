using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Expenses.Application;

/// <summary>What another account takes to release the site, and can do nothing else with.</summary>
internal sealed class ReleaseRole : Role
{
    /// <param name="name">A settled one: whoever takes the role knows it by that.</param>
    public ReleaseRole(Construct scope, string id, string name, string trustedAccount, PolicyStatement release) : base(scope, id, new RoleProps
    {
        RoleName = name,
        Description = $"Releases the expenses site on behalf of account {trustedAccount}",
        AssumedBy = new AccountPrincipal(trustedAccount),
    }) => AddToPolicy(release);
}
