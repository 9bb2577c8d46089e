using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Expenses.Application;

/// <summary>What another account takes for one step of the pipeline, and can do nothing else with.</summary>
internal sealed class StepRole : Role
{
    /// <param name="name">A settled one: whoever takes the role knows it by that.</param>
    /// <param name="task">What the role is for, as in "Releases the expenses site".</param>
    public StepRole(Construct scope, string id, string name, string task, string trustedAccount, params PolicyStatement[] allowed)
        : base(
            scope,
            id,
            new RoleProps
            {
                RoleName = name,
                Description = $"{task} on behalf of account {trustedAccount}",
                AssumedBy = new AccountPrincipal(trustedAccount),
            }
        )
    {
        foreach (var statement in allowed)
            AddToPolicy(statement);
    }
}
