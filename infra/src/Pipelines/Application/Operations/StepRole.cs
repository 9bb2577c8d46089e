using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Expenses.Application;

/// <summary>A role for one step of a pipeline in another account, with only the step's permissions.</summary>
internal sealed class StepRole : Role
{
    /// <param name="name">A fixed name, by which the pipeline knows the role.</param>
    /// <param name="task">The role's task, such as "Releases the expenses site".</param>
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
